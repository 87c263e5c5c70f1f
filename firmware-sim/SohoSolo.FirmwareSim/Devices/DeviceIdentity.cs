namespace SohoSolo.FirmwareSim.Devices;

/// <summary>Who a device is and where it hangs: all that its topics need (contract §3).</summary>
internal sealed record DeviceIdentity(string Site, string Id, string? Door = null)
{
    public string State => $"sohosolo/1/{Site}/dev/{Id}/state";

    public string Events => $"sohosolo/1/{Site}/dev/{Id}/evt";

    public string Received => $"sohosolo/1/{Site}/dev/{Id}/rcv";

    public string Acks => $"sohosolo/1/{Site}/dev/{Id}/ack";

    /// <summary>Null for a device that hangs at no door.</summary>
    public string? Commands => Door is null ? null : $"sohosolo/1/{Site}/door/{Door}/cmd";

    /// <summary>Null for a device that hangs at no door.</summary>
    public string? Mode => Door is null ? null : $"sohosolo/1/{Site}/door/{Door}/mode";
}
