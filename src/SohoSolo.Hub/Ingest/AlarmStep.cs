using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Gateway.Wire;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>Raises and clears the site's alarms as its gateway tells. One alarm of a kind stands for one thing at a time.</summary>
internal sealed class AlarmStep(Work work, Facts facts, SiteId site)
{
    public const string Gap = "ingest-gap";
    public const string Offline = "gateway-offline";
    public const string ByGateway = "gateway";

    private readonly List<Alarm> standing = [.. facts.OpenAlarms];

    public void Apply(IEnumerable<GatewayEvent> events, DateTimeOffset now)
    {
        Clear(Offline, ByGateway, now);
        Clear(Gap, ByGateway, now);
        foreach (var happened in events)
        {
            var (kind, about) = (EventRows.Text(happened.Reason), EventRows.Text(happened.Door ?? happened.Device) ?? "");
            if (happened.Kind == EventKinds.Refused)
                Raise("refused-publish", about, happened.At);
            else if (happened.Kind == EventKinds.Gap)
                Raise("device-gap", about, happened.At);
            else if (happened.Kind == EventKinds.Alarm && kind is { Length: > 0 })
                Tell(kind, about, happened);
        }
    }

    /// <summary>A gateway has heard that it must go back, and cannot: an operator is to say what becomes of the rest.</summary>
    public void RaiseGap(Batch batch, long upto, DateTimeOffset now)
    {
        if (batch.Events.Count > 0)
            Raise(Gap, ByGateway, now, string.Create(CultureInfo.InvariantCulture, $"{batch.Epoch} {upto} {batch.From}"));
    }

    private void Tell(string kind, string about, GatewayEvent happened)
    {
        if (happened.Value == "cleared")
            Clear(kind, about, happened.At);
        else
            Raise(kind, about, happened.At);
    }

    private void Raise(string kind, string about, DateTimeOffset at, string? note = null)
    {
        if (standing.Exists(alarm => Is(alarm, kind, about)))
            return;

        var alarm = new Alarm { Id = Ids.Next(), Site = site, Kind = kind, About = about, RaisedAt = at, Note = note };
        work.Put(null, alarm, "raised");
        standing.Add(alarm);
    }

    private void Clear(string kind, string about, DateTimeOffset at)
    {
        foreach (var alarm in standing.FindAll(alarm => Is(alarm, kind, about)))
        {
            work.Put(alarm, alarm with { Version = alarm.Version + 1, ClearedAt = at > alarm.RaisedAt ? at : alarm.RaisedAt }, "cleared");
            standing.Remove(alarm);
        }
    }

    private static bool Is(Alarm alarm, string kind, string about) => alarm.Kind == kind && alarm.About == about;
}
