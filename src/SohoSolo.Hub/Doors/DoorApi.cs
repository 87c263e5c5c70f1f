using SohoSolo.Core.Access;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Doors;

/// <summary>HTTP for the doors of a site: how they stand, and a keeper's word.</summary>
internal sealed class DoorApi(DoorDesk desk, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private const int LongestReason = 200;

    private static readonly TimeSpan LongestDemand = TimeSpan.FromDays(31);

    public async Task List(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var (doors, now) = (await queries.Doors(site.Id, context.RequestAborted), clock.GetUtcNow());
        await Answers.Write(context, [.. doors.Select(door => DoorView.Of(door, site, now))], DoorJson.Shared.IReadOnlyListDoorView);
    }

    public async Task Unlock(HttpContext context)
    {
        if (await Asking.Read(context, DoorJson.Shared.UnlockPost, clock) is not { } asked || await KeptSite.Of(context, network) is not { } site) return;

        var check = new FieldCheck();
        var reason = check.Text("reason", asked.Body.Reason, LongestReason);
        var problem = check.Problem ?? await desk.WhyNotUnlock(site, Named(context, "door"), context.RequestAborted);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await desk.Unlock(site, Named(context, "door"), reason!, asked.Command, context.RequestAborted), "unlock"));
    }

    public async Task SetMode(HttpContext context)
    {
        if (await Asking.Read(context, DoorJson.Shared.ModePut, clock) is not { } asked || await KeptSite.Of(context, network) is not { } site) return;

        var check = new FieldCheck();
        var reason = check.Text("reason", asked.Body.Reason, LongestReason);
        var demand = Demand(check, asked.Body, site);
        await (check.Problem is { } problem
            ? Answers.Write(context, problem)
            : Answers.Write(context, await desk.SetMode(site, Named(context, "door"), demand, reason!, asked.Command, context.RequestAborted), "mode"));
    }

    public async Task ResetPin(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked || await KeptSite.Of(context, network) is not { } site) return;

        var problem = await desk.WhyNotReset(site, Named(context, "device"), context.RequestAborted);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await desk.ResetPin(site, Named(context, "device"), asked.Command, context.RequestAborted), "reset-pin"));
    }

    private DoorDemand Demand(FieldCheck check, ModePut body, Telecentre site)
    {
        // The schedule is the site's own; nobody asks for it.
        var mode = Words.Read<DoorMode>(body.Mode);
        if (mode is null or DoorMode.ScheduledOpen) check.Refuse("mode", "is normal, held-unlocked, lockdown or evacuation");
        if (mode == DoorMode.Normal && body.Until is not null) check.Refuse("until", "does not go with normal, which takes every demand back");

        return new DoorDemand(mode ?? DoorMode.Normal, Until(check, body.Until, site));
    }

    private DateTimeOffset? Until(FieldCheck check, string? text, Telecentre site)
    {
        if (text is null) return null;

        var at = Times.Read(text) switch
        {
            WrittenTime.Instant(var instant) => instant,
            WrittenTime.Local(var local) when site.Calendar.Resolve(local) is Core.Time.LocalMoment.Instant(var instant, _) => instant,
            _ => (DateTimeOffset?)null,
        };
        var now = clock.GetUtcNow();
        if (at is null || at <= now || at > now + LongestDemand) check.Refuse("until", $"is a time to come, such as 2026-11-30T18:00, and {LongestDemand.Days} days ahead at most");

        return at;
    }

    private static string Named(HttpContext context, string parameter) => (string)context.Request.RouteValues[parameter]!;
}
