using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>Writes down what the broker refused and dropped. A client that tries for ever cannot fill the log: after some lines in a while the rest are counted, and the count is said.</summary>
internal sealed partial class RefusalLog(ILogger log, TimeProvider clock)
{
    private const int LinesAtOnce = 20;
    private const int LongestText = 100;

    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private DateTimeOffset since;
    private int lines;

    public void Refused(Refusal refusal)
    {
        if (MayWrite())
            LogRefused(log, refusal.What, Shown(refusal.ClientId), Shown(refusal.Identity), $"{refusal.Address}", Shown(refusal.Topic), (int)refusal.Reason, refusal.Reason, Shown(refusal.Why));
    }

    public void Dropped(string clientId, Mqtt.ReasonCode reason, int messages)
    {
        if (MayWrite())
            LogDropped(log, messages, Shown(clientId), reason);
    }

    /// <summary>What a stranger sent must not command the terminal that shows it.</summary>
    private static string Shown(string? text) => text is null ? "-" : string.Concat(text.Take(LongestText).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));

    private bool MayWrite()
    {
        int unwritten;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now - since < While)
                return ++lines <= LinesAtOnce;

            unwritten = lines - LinesAtOnce;
            since = now;
            lines = 1;
        }

        if (unwritten > 0)
            LogUnwritten(log, unwritten);

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT refused: {What} of client {ClientId}, user {Identity}, from {Address}, at {Topic}: 0x{Code:X2} {Reason}: {Why}")]
    private static partial void LogRefused(ILogger log, RefusalKind what, string clientId, string identity, string address, string topic, int code, Mqtt.ReasonCode reason, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT dropped: {Messages} messages for client {ClientId}: {Reason}")]
    private static partial void LogDropped(ILogger log, int messages, string clientId, Mqtt.ReasonCode reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT: {Unwritten} more refusals and drops were counted and not written")]
    private static partial void LogUnwritten(ILogger log, int unwritten);
}
