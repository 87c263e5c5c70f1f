using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Doors;

/// <summary>HTTP for the doors of a site: how they stand, and a keeper's word.</summary>
internal sealed class DoorApi(DoorDesk desk, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
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
        var reason = check.Text("reason", asked.Body.Reason, DoorDesk.LongestReason);
        var problem = check.Problem ?? await desk.WhyNotUnlock(site, Named(context, "door"), context.RequestAborted);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await desk.Unlock(site, Named(context, "door"), reason!, asked.Command, context.RequestAborted), "unlock"));
    }

    public async Task SetMode(HttpContext context)
    {
        if (await Asking.Read(context, DoorJson.Shared.ModePut, clock) is not { } asked || await KeptSite.Of(context, network) is not { } site) return;

        var check = new FieldCheck();
        var reason = check.Text("reason", asked.Body.Reason, DoorDesk.LongestReason);
        var demand = DemandReader.Read(check, asked.Body.Mode, asked.Body.Until, site, clock.GetUtcNow());
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

    private static string Named(HttpContext context, string parameter) => (string)context.Request.RouteValues[parameter]!;
}
