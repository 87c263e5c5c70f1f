using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Audits;

/// <summary>The journal as the chamber reads it. Looking into one member's entries is itself an entry.</summary>
internal sealed class AuditApi(AuditLog log)
{
    private const int MostAtOnce = 500;

    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var entity = query.Text("entity");
        var id = query.Text("id");
        var member = query.Text("member");
        var before = query.Instant("before");
        var most = query.Number("most", 1, MostAtOnce, 100);
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var filter = new AuditFilter { Entity = entity, EntityId = id, Member = member, Before = before, Most = most };
        var entries = await log.Read(context.Caller(), filter, context.RequestAborted);
        if (entries.Count == most)
        {
            Paging.Next(context, "before", Times.Utc(entries[^1].At));
        }

        await Answers.Write(context, [.. entries.Select(AuditEntryView.Of)], AuditJson.Shared.IReadOnlyListAuditEntryView);
    }
}

/// <summary>What happened, to what, by whom; ids only.</summary>
internal sealed record AuditEntryView(
    string At, string Entity, string Id, int Version, string What, string Actor, string? Member, string? Site, int? RulesVersion, string? Detail)
{
    public static AuditEntryView Of(JournalEntry entry) => new(
        Times.Utc(entry.At), entry.Entity, entry.EntityId, entry.Version, entry.What, entry.Actor, entry.MemberId, entry.SiteId, entry.RulesVersion, entry.Detail);
}

[JsonSerializable(typeof(IReadOnlyList<AuditEntryView>))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static readonly AuditJson Shared = new(JsonRules.Options());
}

internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<AuditApi>();
        routes.MapGet("/audit", api.List).Describe("Reads the audit log", call => call.For(Access.Chamber)
            .Saying("Newest first. Reading the entries about one member is itself noted, and so is seeing when members came to doors.")
            .Asks("entity", "booking, waiting, entitlement, member, site, closure, policy, token, credential, passkey, calendar, enrolment, pass, door, door-order, device, alarm, access, access-log, gateway, consultation or export.", "booking")
            .Asks("id", "The entity's id.")
            .Asks("member", "Entries about this member.", "anne")
            .Asks("before", "Entries before this instant; the Link header has the next page.", "2026-11-30T08:00:00Z")
            .Asks("most", "How many at once, 100 unless said, 500 at most.", "50")
            .Gives(200, "What happened.", AuditJson.Shared.IReadOnlyListAuditEntryView, """
                [{"at":"2026-11-23T07:55:00Z","entity":"booking","id":"0193a5","version":1,"what":"booked","actor":"anne","member":"anne","site":"nogaro","rulesVersion":1}]
                """));
    }
}
