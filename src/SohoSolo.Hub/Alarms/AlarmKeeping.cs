using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Alarms;

/// <summary>The use case of an alarm that somebody has seen.</summary>
internal sealed class AlarmKeeping(Decisions decisions, StoreQueries queries, TimeProvider clock)
{
    /// <summary>What happened once and is over: seen, it stands no more.</summary>
    private static readonly string[] EndedBySeeing = ["device-gap", "refused-publish"];

    /// <summary>What somebody must mend, and no device reports as mended. The others stand until it is over, whatever anybody says.</summary>
    private static readonly string[] EndedByPeople = ["fault", .. EndedBySeeing];

    private static readonly Problem StillOn =
        new(StatusCodes.Status422UnprocessableEntity, "wrong-state", "This alarm ends by itself when it is over; acknowledge it without 'over'.") { Field = "over" };

    /// <summary>Once seen is seen: again changes nothing.</summary>
    public Task<Executed<Answer>> Acknowledge(string id, bool over, MemberId keeper, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var alarm = await queries.Alarm(id, stop) ?? throw new InvalidOperationException($"No alarm {id}: the caller has looked.");
            return work => Acknowledge(work, alarm, over, keeper);
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    private async ValueTask<Decided> Acknowledge(Work work, Alarm alarm, bool over, MemberId keeper)
    {
        // Whoever raises or clears it holds the site's presence; one that changed since it was read fails to be written, and is read again.
        await work.Lock(new Scope { Presence = alarm.Site });
        if (over && !EndedByPeople.Contains(alarm.Kind)) return new Decided.Refused(StillOn);

        var now = clock.GetUtcNow();
        var after = alarm with
        {
            Version = alarm.Version + 1,
            AcknowledgedAt = alarm.AcknowledgedAt ?? now,
            AcknowledgedBy = alarm.AcknowledgedBy ?? keeper,
            ClearedAt = alarm.ClearedAt ?? (over || EndedBySeeing.Contains(alarm.Kind) ? now : null),
        };
        var isNews = alarm.AcknowledgedAt != after.AcknowledgedAt || alarm.ClearedAt != after.ClearedAt;
        if (isNews) work.Put(alarm, after, alarm.ClearedAt == after.ClearedAt ? "acknowledged" : "cleared");

        return new Decided.Done(Answers.Of(StatusCodes.Status200OK, AlarmView.Of(isNews ? after : alarm), AlarmJson.Shared.AlarmView));
    }
}
