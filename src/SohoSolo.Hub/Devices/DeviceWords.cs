using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SohoSolo.Hub.Devices;

/// <summary>What a device may be, and how it proves itself.</summary>
internal static partial class DeviceWords
{
    private const int PasswordBytes = 16;

    /// <summary>The families whose messages a gateway reads (contract §5).</summary>
    public static readonly string[] Drivers = ["sohosolo", "esp-rfid", "esphome", "zigbee2mqtt", "tasmota", "shelly", "chirpstack", "ttn"];

    public static readonly string[] Roles = ["door-controller", "reader", "presence", "counter", "contact", "bridge"];

    /// <summary>What is at a door.</summary>
    public static readonly string[] DoorRoles = ["door-controller", "reader", "contact"];

    /// <summary>What watches a space; a bridge is neither, it speaks for others.</summary>
    public static readonly string[] SpaceRoles = ["presence", "counter"];

    /// <summary>Where topics begin that are many devices': some families write below their id alone, and whoever had one of these as an id would speak to every door.</summary>
    private static readonly string[] SharedRoots = ["sohosolo", "zigbee2mqtt", "tele", "stat", "cmnd", "shellies", "application", "homeassistant", "esphome", "homie"];

    /// <summary>An id is a user name and a part of MQTT topics. Names of gateways, and of those who listen for the operator, are no device's.</summary>
    public static bool IsId(string id) =>
        Shape().IsMatch(id) && !id.StartsWith("gw-", StringComparison.Ordinal) && id is not ("observer" or "hub") && !SharedRoots.Contains(id);

    /// <summary>A fresh password of 128 random bits: shown once, never stored.</summary>
    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));

    /// <summary>It carries enough randomness that no slow hash is needed.</summary>
    public static string Hash(string device, string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{device}:{password}")));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]\z")]
    private static partial Regex Shape();
}
