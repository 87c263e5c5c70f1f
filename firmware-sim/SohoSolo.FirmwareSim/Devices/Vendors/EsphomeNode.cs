using System.Collections.Immutable;
using System.Globalization;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>
/// A node with ESPHome's firmware: plain texts, its states retained, all of them said again with every connection. While a card lies on its reader it is read again each second; while a node is away its broker
/// still says ON.
/// </summary>
/// <param name="Identity">Who it is.</param>
/// <param name="Prefix">Of its topics.</param>
/// <param name="Reader">The kind of its reader: <c>pn532</c>, <c>rdm6300</c> or <c>wiegand</c>; null where it has none.</param>
/// <param name="Sensor">The name of its motion sensor; null where it has none.</param>
internal sealed record EsphomeNode(DeviceIdentity Identity, string Prefix, string? Reader, string? Sensor) : IDevice
{
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LiesThere = TimeSpan.FromSeconds(2);

    public bool IsConnected { get; init; }

    public DateTimeOffset? OccupiedUntil { get; init; }

    /// <summary>What lies on the reader, how it is read again, and until when.</summary>
    public ImmutableQueue<(DateTimeOffset At, string Text)> Reads { get; init; } = [];

    public IReadOnlyList<string> Filters => [];

    public DateTimeOffset? Due => Reads.IsEmpty ? OccupiedUntil : Reads.Peek().At < (OccupiedUntil ?? DateTimeOffset.MaxValue) ? Reads.Peek().At : OccupiedUntil;

    public DeviceMessage? Will => new($"{Prefix}/status", "offline"u8.ToArray(), IsRetained: true);

    private string TagTopic => Reader is "wiegand" ? $"{Prefix}/tag" : $"{Prefix}/{Reader}/tag";

    private string StateTopic => $"{Prefix}/binary_sensor/{Sensor}/state";

    public DeviceStep Step(DeviceInput input, DateTimeOffset at)
    {
        var says = new Spoken(IsConnected || input is DeviceInput.Connected);
        var node = Expire(at, says);
        node = input switch
        {
            DeviceInput.Connected => node.Greet(says),
            DeviceInput.Disconnected => node with { IsConnected = false },
            DeviceInput.Rebooted => node with { IsConnected = false, OccupiedUntil = null, Reads = [] },
            DeviceInput.MotionSeen when Sensor is not null => node.Seen(at, says),
            DeviceInput.Presented(var shown) when Reader is not null => node.Shown(Text(shown), at, says),
            _ => node,
        };
        return new DeviceStep(node, says.Outputs);
    }

    private EsphomeNode Expire(DateTimeOffset at, Spoken says)
    {
        var node = this;
        while (!node.Reads.IsEmpty && node.Reads.Peek().At <= at)
        {
            says.Say(TagTopic, node.Reads.Peek().Text);
            node = node with { Reads = node.Reads.Dequeue() };
        }

        if (node.OccupiedUntil is not { } until || until > at)
            return node;

        says.Say(StateTopic, "OFF", isRetained: true);
        return node with { OccupiedUntil = null };
    }

    private EsphomeNode Greet(Spoken says)
    {
        says.Say($"{Prefix}/status", "online", isRetained: true);
        if (Sensor is not null)
            says.Say(StateTopic, OccupiedUntil is null ? "OFF" : "ON", isRetained: true);

        return this with { IsConnected = true };
    }

    private EsphomeNode Seen(DateTimeOffset at, Spoken says)
    {
        if (OccupiedUntil is null)
            says.Say(StateTopic, "ON", isRetained: true);

        return this with { OccupiedUntil = at + Hold };
    }

    private EsphomeNode Shown(string text, DateTimeOffset at, Spoken says)
    {
        says.Say(TagTopic, text);
        var reads = Reads;
        for (var again = at + Again; again <= at + LiesThere && Reader != "wiegand"; again += Again)
            reads = reads.Enqueue((again, text));

        return this with { Reads = reads };
    }

    private string Text(PresentedCredential shown) => Reader switch
    {
        "pn532" => Uids.Dashed(shown),
        _ => Uids.Number(shown).ToString(CultureInfo.InvariantCulture),
    };
}
