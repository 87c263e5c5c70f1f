using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Hub.Broker;

/// <summary>Who may come in beside the table's devices in a demo: somebody who looks on (contract §1).</summary>
internal static class DemoDevices
{
    public const string Password = "demo";

    private const string Observer = "observer";

    private static readonly DeviceRights Looks = new(new DeviceTopics([], ["sohosolo/1/#"]));

    /// <summary>Null for everybody else.</summary>
    public static DeviceRights? Find(string name) => name == Observer ? Looks : null;
}
