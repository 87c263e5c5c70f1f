using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SohoSolo.Core;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Presence;

/// <summary>The account of a site's day for its keeper: who booked and came, who did not, who was there all the same, each with its evidence. As it tells when people came, reading it is written down.</summary>
internal sealed class ReconciliationApi(Consultations consultations, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public async Task Show(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var query = new QueryReader(context.Request);
        var day = query.Day("day") ?? site.Calendar.DayOf(clock.GetUtcNow());
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var rows = await queries.Reconciliations(site.Id, site.Calendar.WholeDay(day), context.RequestAborted);
        var named = rows.Where(row => row.Member is not null).Select(row => row.Member!.Value).Distinct().ToList();
        var names = await queries.MemberNames(named, context.RequestAborted);
        await NoteReading(context, site, day, named);
        await Answers.Write(context, [.. rows.Select(row => ReconciliationView.Of(row, site, row.Member is { } member ? names.GetValueOrDefault(member) : null))], PresenceJson.Shared.IReadOnlyListReconciliationView);
    }

    private async Task NoteReading(HttpContext context, Telecentre site, DateOnly day, IEnumerable<MemberId> seen)
    {
        var reader = context.Caller();
        var detail = new JsonObject { ["reconciliation"] = Times.Day(day) }.ToJsonString();
        await consultations.Note(
            reader,
            new Look(Look.Presence) { Site = site.Id, During = site.Calendar.WholeDay(day) },
            seen,
            id => new JournalEntry { At = default, Entity = "access-log", EntityId = id, Version = 1, What = "read", Actor = reader.Member.Value, SiteId = site.Id.Value, Detail = detail },
            context.RequestAborted);
    }
}

/// <summary>One conclusion on the wire.</summary>
internal sealed record ReconciliationView
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    public required string Space { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Booking { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Member { get; init; }

    public string? Name { get; init; }

    public required string Kind { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Why { get; init; }

    public required string From { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Until { get; init; }

    public required string LocalFrom { get; init; }

    public required IReadOnlyList<EvidenceView> Evidence { get; init; }

    public required string ConcludedAt { get; init; }

    public string? RemindedAt { get; init; }

    public string? LeaveOfferedAt { get; init; }

    public static ReconciliationView Of(Reconciliation row, Telecentre site, string? name) => new()
    {
        Id = row.Id,
        Version = row.Version,
        Space = row.Space.Value,
        Booking = row.Booking?.Value,
        Member = row.Member?.Value,
        Name = name,
        Kind = Words.Of(row.Kind),
        Why = row.Why,
        From = Times.Utc(row.From),
        Until = row.Until is { } until ? Times.Utc(until) : null,
        LocalFrom = Times.Local(row.From, site.Calendar),
        Evidence = [.. row.Evidence.Select(evidence => new EvidenceView(Times.Utc(evidence.At), evidence.Kind, evidence.Device, evidence.Says))],
        ConcludedAt = Times.Utc(row.ConcludedAt),
        RemindedAt = row.RemindedAt is { } reminded ? Times.Utc(reminded) : null,
        LeaveOfferedAt = row.LeaveOfferedAt is { } offered ? Times.Utc(offered) : null,
    };
}

[JsonSerializable(typeof(IReadOnlyList<ReconciliationView>))]
internal sealed partial class PresenceJson : JsonSerializerContext
{
    public static readonly PresenceJson Shared = new(JsonRules.Options());
}
