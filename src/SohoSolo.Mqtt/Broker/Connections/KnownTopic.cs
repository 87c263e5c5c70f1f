namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>A topic that a client published to, as text and as bytes, with what its host said of it last.</summary>
internal sealed class KnownTopic(string name, byte[] utf8)
{
    private long verdictUntil;
    private int verdictFor = -1;
    private ReasonCode verdict;

    public string Name { get; } = name;

    public byte[] Utf8 { get; } = utf8;

    /// <summary>Separators and one (MQTT 5.0 §4.7.1.1).</summary>
    public int Levels { get; } = utf8.AsSpan().Count((byte)'/') + 1;

    /// <summary>The host's answer for such a message, if it is not too old.</summary>
    public bool TryVerdict(QualityOfService qualityOfService, bool retain, long beat, out ReasonCode answer)
    {
        answer = verdict;
        return verdictFor == Kind(qualityOfService, retain) && beat <= verdictUntil;
    }

    public void Keep(QualityOfService qualityOfService, bool retain, long until, ReasonCode answer) =>
        (verdictFor, verdictUntil, verdict) = (Kind(qualityOfService, retain), until, answer);

    private static int Kind(QualityOfService qualityOfService, bool retain) => ((int)qualityOfService << 1) | (retain ? 1 : 0);
}
