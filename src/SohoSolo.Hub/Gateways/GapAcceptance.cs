using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Ingest;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Gateways;

/// <summary>Events that will never come: what a gateway can still send begins after them.</summary>
internal sealed record LostEvents(string Epoch, long First, long Last)
{
    /// <summary>From what an alarm of kind <see cref="AlarmStep.Gap"/> notes: the epoch, what is committed, what the gateway begins with.</summary>
    public static LostEvents? Read(Alarm alarm) =>
        alarm.Note?.Split(' ') is [var epoch, var upto, var from] && Number(upto) is { } last && Number(from) is { } next && next > last + 1 ? new LostEvents(epoch, last + 1, next - 1) : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>An operator gives up events that a gateway cannot send any more (<c>rulings</c> 16): the site goes on, and the database says what is missing.</summary>
internal sealed class GapAcceptance(Store store, TimeProvider clock)
{
    /// <summary>What was given up; null where nothing waits for an operator's word.</summary>
    public async Task<LostEvents?> Accept(SiteId site, string actor, CancellationToken stop)
    {
        var command = SystemCommand.Named("accept-gap", clock.GetUtcNow()) with { Actor = actor };
        return await store.Execute(command, work => Decide(work, site), stop) is Executed<LostEvents?>.Fresh(var lost, _) ? lost : null;
    }

    private static async ValueTask<(LostEvents?, Answer?)> Decide(Work work, SiteId site)
    {
        var gateway = GatewayEnrolment.NameOf(site);
        var facts = await work.Lock(new Scope { Presence = site, Gateway = gateway, OpenAlarms = true });
        foreach (var alarm in facts.OpenAlarms.Where(alarm => alarm.Kind == AlarmStep.Gap))
        {
            if (LostEvents.Read(alarm) is not { } lost)
                continue;

            var cursor = facts.Cursors.FirstOrDefault(known => known.Epoch == lost.Epoch);
            if ((cursor?.Upto ?? 0) != lost.First - 1)
                continue;

            var now = work.Command.At;
            work.PutGap(cursor, (cursor ?? new GatewayCursor(gateway, lost.Epoch, site, 0, now, now)) with { Upto = lost.Last });
            work.Put(alarm, alarm with { Version = alarm.Version + 1, ClearedAt = now > alarm.RaisedAt ? now : alarm.RaisedAt }, "cleared");
            return (lost, SystemCommand.Done);
        }

        return (null, null);
    }
}
