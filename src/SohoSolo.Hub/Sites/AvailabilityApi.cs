using System.Text.Json.Serialization;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>Whether one space is free in the time asked for; if not, why, and when as much time is free in it again.</summary>
internal sealed record AvailabilityView(
    string Id,
    string Site,
    string Name,
    string Kind,
    int Seats,
    IReadOnlyList<string> Equipment,
    string State,
    string? Reason,
    string? NextFree,
    string? NextFreeLocal,
    string? NextFreeEnd);

[JsonSerializable(typeof(IReadOnlyList<AvailabilityView>))]
internal sealed partial class AvailabilityJson : JsonSerializerContext
{
    public static readonly AvailabilityJson Shared = new(JsonRules.Options());
}

/// <summary>HTTP for what is free.</summary>
internal sealed class AvailabilityApi(Vacancies vacancies, NetworkCache network)
{
    public async Task OfSite(HttpContext context)
    {
        var id = new SiteId((string)context.Request.RouteValues["site"]!);
        await (await network.Site(id, context.RequestAborted) is { } site
            ? Answer(context, [site])
            : Answers.Write(context, Problems.NotFound("There is no such télécentre.")));
    }

    public async Task OfAll(HttpContext context) => await Answer(context, [.. (await network.Get(context.RequestAborted)).Sites.Values]);

    private async Task Answer(HttpContext context, IReadOnlyList<Telecentre> sites)
    {
        var query = new QueryReader(context.Request);
        var (kind, seats, equipment) = (query.Word<SpaceKind>("kind"), query.Number("seats", 1, 500, 1), query.Text("equipment"));
        var (from, to, day, part) = (query.Text("from"), query.Text("to"), query.Text("day"), query.Text("part"));
        var missing = day is not null || part is not null || (from is not null && to is not null) ? null : Problems.MissingField(from is null ? "from" : "to");
        if ((query.Problem ?? missing) is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var wishes = new List<(Telecentre Site, Wish Wish)>(sites.Count);
        foreach (var site in sites)
        {
            var (during, asPart, wrong) = TimeReader.ToLookAt(from, to, day, part, site.Calendar);
            if (during is null)
            {
                await Answers.Write(context, wrong!);
                return;
            }

            wishes.Add((site, new Wish
            {
                Member = context.Caller().Member,
                During = during,
                Part = asPart,
                Kind = kind,
                Seats = seats,
                Equipment = equipment?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            }));
        }

        var found = await vacancies.Look(wishes, context.Caller().Member, context.RequestAborted);
        await Answers.Write(context, [.. found.SelectMany(site => site.Spaces.Select(space => View(space, site.Site)))], AvailabilityJson.Shared.IReadOnlyListAvailabilityView);
    }

    private static AvailabilityView View(SpaceAvailability found, Telecentre site)
    {
        var (space, busy) = (found.Space, found.State as SpaceState.Busy);
        var next = busy?.NextFree;
        return new AvailabilityView(
            space.Id.Value,
            site.Id.Value,
            space.Name,
            Words.Of(space.Kind),
            space.Seats,
            space.Equipment,
            busy is null ? "free" : "busy",
            busy is null ? null : Words.Of(busy.Reason),
            next is null ? null : Times.Utc(next.Start),
            next is null ? null : Times.Local(next.Start, site.Calendar),
            next is null ? null : Times.Utc(next.End));
    }
}

internal static class AvailabilityRoutes
{
    private const string Example =
        """[{"id":"nogaro-desk-1","site":"nogaro","name":"Poste 1","kind":"desk","seats":1,"equipment":["wifi"],"state":"free"},{"id":"nogaro-desk-2","site":"nogaro","name":"Poste 2","kind":"desk","seats":1,"equipment":["wifi"],"state":"busy","reason":"booked","nextFree":"2026-11-30T12:30:00Z","nextFreeLocal":"2026-11-30T13:30:00","nextFreeEnd":"2026-11-30T18:00:00Z"}]""";

    public static IServiceCollection AddAvailability(this IServiceCollection services) => services.AddSingleton<Vacancies>().AddSingleton<PlacesNow>().AddSingleton<AvailabilityApi>();

    public static void MapAvailability(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<AvailabilityApi>();
        routes.MapGet("/telecentres/{site}/availability", api.OfSite).Describe("Which spaces of a site are free in a time", Describe);
        routes.MapGet("/availability", api.OfAll).Describe("Which spaces of the network are free in a time", Describe);
    }

    private static void Describe(CallDescription call) => call
        .Asks("from", "Start, with 'to'.", "2026-11-30T09:00").Asks("to", "End.", "2026-11-30T12:00")
        .Asks("day", "A local day, in place of 'from' and 'to'.", "2026-11-30").Asks("part", "full, morning or afternoon of that day.", "morning")
        .Asks("kind", "desk, office or meeting-room.", "desk").Asks("seats", "At least so many.", "4").Asks("equipment", "All of these, with commas.", "screen,whiteboard")
        .Gives(200, "Each space in question: free, or busy with the reason (booked, leased, closed, blocked, outside-hours, quota) and the next free time.", AvailabilityJson.Shared.IReadOnlyListAvailabilityView, Example)
        .Declines(422, "nonexistent-time", "in-the-past", "too-far-ahead", "too-long");
}
