using System.Security.Cryptography;

namespace SohoSolo.FirmwareSim.Shell;

/// <summary>The names of devices' lives.</summary>
internal static class Boots
{
    /// <summary>16 hexadecimal digits that no life before had, whatever the seed: a gateway that knows a life from yesterday takes what is said today for a repetition, and opens nothing.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
