using SohoSolo.Gateway.Drivers.SohoSolo;

namespace SohoSolo.Gateway.Drivers;

/// <summary>The families that are known. A new one is a folder beside this file and a line here.</summary>
public static class DriverCatalog
{
    public static readonly IReadOnlyList<IDriver> All = [new SohoSoloDriver()];

    /// <summary>Null for a name that no driver has.</summary>
    public static IDriver? Find(string name) => All.FirstOrDefault(driver => driver.Name == name);
}
