namespace SohoSolo.Mqtt.Packets;

/// <summary>Limits that a peer announces, and that would stop everything at zero (MQTT 5.0 §3.1.2.11.3, §3.1.2.11.4).</summary>
internal static class Limits
{
    public static ushort NotZero(ushort value) => value != 0 ? value : throw Faults.Protocol("The receive maximum is zero.");

    public static uint NotZero(uint value) => value != 0 ? value : throw Faults.Protocol("The maximum packet size is zero.");
}
