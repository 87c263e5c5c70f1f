namespace SohoSolo.Mqtt.Broker;

/// <summary>A wrong value stops the start.</summary>
internal static class OptionChecks
{
    public static void Check(BrokerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumConnectPacketSize, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumHalfOpenConnections, 1);
        Check(options.Limits);
    }

    public static void Check(ClientLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaximumPacketSize, 16);
        ArgumentOutOfRangeException.ThrowIfZero(limits.ReceiveMaximum);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Burst, 1);
        if (limits.MessagesPerSecond is { } perSecond)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(perSecond, 0);
    }
}
