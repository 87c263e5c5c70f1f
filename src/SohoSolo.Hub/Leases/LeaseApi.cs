using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Leases;

/// <summary>POST /leases: days are local and inclusive; without <c>to</c> it has no end.</summary>
internal sealed record LeasePost(string Space, string Member, string From, string? To = null, string? Funder = null);

/// <summary>POST /leases/{id}/lend: <c>"lend": false</c> takes the day back while nobody has booked it.</summary>
internal sealed record LendPost(string Day, bool Lend = true);

/// <summary>HTTP for leases: parse, call, answer.</summary>
internal sealed class LeaseApi(LeaseDesk desk, LeaseReading reading, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public async Task Post(HttpContext context)
    {
        if (await Asking.Read(context, LeaseJson.Shared.LeasePost, clock) is not { } asked)
        {
            return;
        }

        var (lease, site, problem) = await reading.Read(asked.Body, context.RequestAborted);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await desk.Make(lease!, site!.Id, asked.Command, context.RequestAborted), "lease"));
    }

    public async Task Lend(HttpContext context)
    {
        if (await Asking.Read(context, LeaseJson.Shared.LendPost, clock) is not { } asked)
        {
            return;
        }

        var id = new EntitlementId((string)context.Request.RouteValues["id"]!);
        var lease = await queries.Entitlement(id, context.RequestAborted) as Entitlement.Lease;
        var (day, problem) = TimeReader.Day("day", asked.Body.Day);
        if (lease is null || (lease.Member != asked.Caller.Member && !asked.Caller.IsChamber))
        {
            problem = lease is null ? Problems.NotFound("There is no such lease.") : Problems.NotAllowed("the leaseholder");
        }

        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var site = LeaseReading.SiteOf(lease!, await network.Get(context.RequestAborted));
        await Answers.Write(context, await desk.Lend(lease!.Id, site.Id, day!.Value, asked.Body.Lend, asked.Command, context.RequestAborted), "lend");
    }

    /// <summary>A member sees her own leases, the chamber all that touch today or later.</summary>
    public async Task List(HttpContext context)
    {
        var caller = context.Caller();
        var leases = await reading.ToCome(lease => caller.IsChamber || lease.Member == caller.Member, context.RequestAborted);
        await Answers.Write(context, [.. leases.Select(lease => LeaseView.Of(lease.Lease, lease.Site, lease.LentDays))], LeaseJson.Shared.IReadOnlyListLeaseView);
    }
}

internal static class LeaseRoutes
{
    private const string Example =
        """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f55","member":"member-017","site":"auch","space":"auch-office-1","from":"2026-12-01","to":"2027-05-31","funder":"200066926","lentDays":["2026-12-24"]}""";

    public static IServiceCollection AddLeases(this IServiceCollection services) => services.AddSingleton<LeaseDesk>().AddSingleton<LeaseReading>().AddSingleton<LeaseApi>();

    public static void MapLeases(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<LeaseApi>();
        routes.MapGet("/leases", api.List).Describe("Leases: one's own, or all of them for the chamber", call => call
            .Gives(200, "Those that are not over.", LeaseJson.Shared.IReadOnlyListLeaseView, $"[{Example}]"));
        routes.MapPost("/leases", api.Post).Describe("Leases a space to a member", call => call.For(Access.Chamber)
            .Takes(LeaseJson.Shared.LeasePost, """{"space":"auch-office-1","member":"member-017","from":"2026-12-01","to":"2027-05-31"}""")
            .Gives(201, "Leased.", LeaseJson.Shared.LeaseView, Example).Declines(409, "conflict").Declines(422, "leased", "wrong-kind", "unknown-space", "unknown-member"));
        routes.MapPost("/leases/{id}/lend", api.Lend).Describe("Lends a leased space back to the others for a day", call => call
            .Takes(LeaseJson.Shared.LendPost, """{"day":"2026-12-24"}""")
            .Gives(200, "Lent, or taken back.", LeaseJson.Shared.LeaseView, Example).Declines(409, "conflict").Declines(422, "wrong-state", "in-the-past"));
    }
}
