using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Book;

public sealed record SeriesModel
{
    public required BookQuery Query { get; init; }

    public required Rhythm Rhythm { get; init; }

    /// <summary>Where it can be, nearest first.</summary>
    public required IReadOnlyList<NearSite> Sites { get; init; }

    /// <summary>A space, or <c>any:</c> and a site.</summary>
    public required string Where { get; init; }

    public Member? For { get; init; }

    /// <summary>Each date with what was answered; empty before anything was asked.</summary>
    public IReadOnlyList<SeriesDate> Dates { get; init; } = [];

    /// <summary>The dates are booked, and not only looked at.</summary>
    public bool IsDone { get; init; }

    public Refusal? Refusal { get; init; }
}

/// <summary>One date of a series: the space that it has or would have, or why none.</summary>
public sealed record SeriesDate(DateOnly Day, string? Space, string? Reason);

/// <summary>A series before it is booked, date by date; and after, what was booked.</summary>
internal sealed class SeriesPage(WishIntake intake, SeriesDesk desk, StoreQueries queries, NetworkCache network)
{
    private const string Any = "any:";
    private const string Preview = "preview";

    public async Task<IResult> Show(Visit visit)
    {
        var model = await Model(visit);
        if (visit.Asked("done") is not { } series) return visit.Show<SeriesPageView, SeriesModel>(model);

        var booked = (await queries.Bookings(new BookingFilter { Series = series }, visit.Stop)).Where(booking => visit.Caller.IsOrLooks(booking.Member, booking.Site)).ToList();
        if (booked.Count == 0) return visit.Missing();

        var sites = (await network.Get(visit.Stop)).Sites;
        return visit.Show<SeriesPageView, SeriesModel>(model with
        {
            IsDone = true,
            Dates = [.. booked.Select(booking => new SeriesDate(sites[booking.Site].Calendar.DayOf(booking.During.Start), sites[booking.Site].Find(booking.Space)?.Name ?? booking.Space.Value, null))],
        });
    }

    public async Task<IResult> Ask(Visit visit)
    {
        var model = await Model(visit);
        var mode = visit.Field("book") ?? Preview;
        var (wish, series, problem) = await intake.Read(Post(model, mode), visit.Caller, visit.Stop);
        if (problem is not null) return visit.Show<SeriesPageView, SeriesModel>(model with { Refusal = new Refusal(problem.Reason, []) }, problem.Status);

        // Looking may be done again and again; booking once.
        var command = visit.Command();
        var asked = mode == Preview ? command with { Key = Ids.Next(), KeyGiven = false, Fingerprint = "" } : command with { Key = $"{command.Key} {mode}" };
        var outcome = Outcome.Of(await desk.Book(wish!, series!, asked, visit.Stop), "book-series");
        if (outcome.Status == StatusCodes.Status201Created) return Visit.GoTo($"{model.Query.On("/book/series")}&done={Uri.EscapeDataString(outcome.About.Split('=')[^1])}");

        var site = (await network.Get(visit.Stop)).Sites[wish!.Site];
        var dates = outcome.Read("dates", BookingJson.Shared.IReadOnlyListSeriesDateView) ?? [];
        return visit.Show<SeriesPageView, SeriesModel>(
            model with { Dates = [.. dates.Select(date => Date(date, site))], Refusal = outcome.IsDone ? null : new Refusal(outcome.Reason, []) },
            outcome.Status);
    }

    private async Task<SeriesModel> Model(Visit visit)
    {
        var known = await network.Get(visit.Stop);
        var somebody = BookQuery.Of(visit, DateOnly.MinValue).For is { } member && member != visit.Caller.Member ? await queries.Member(member, visit.Stop) : null;
        var sites = BookLook.Near(known, somebody ?? visit.Member, visit, somebody is not null);
        var today = sites.Count == 0 ? DateOnly.FromDateTime(visit.Now.UtcDateTime) : sites[0].Site.Calendar.DayOf(visit.Now);
        var query = BookQuery.Of(visit, today) with { For = somebody?.Id };
        var usual = query.Site ?? sites.FirstOrDefault(near => near.Site.Spaces.Any(space => space.Kind == query.Kind))?.Site.Id ?? new SiteId("");
        return new SeriesModel
        {
            Query = query,
            Rhythm = Rhythm.Of(visit, query.Day),
            Sites = sites,
            Where = visit.Field("where") ?? visit.Asked("where") ?? $"{Any}{usual}",
            For = somebody,
        };
    }

    private static BookingPost Post(SeriesModel model, string mode)
    {
        var isAny = model.Where.StartsWith(Any, StringComparison.Ordinal);
        var query = model.Query with { Day = model.Rhythm.First(model.Query.Day) };
        var post = isAny ? query.Post(null, model.Where[Any.Length..]) : query.Post(model.Where, null);
        return post with { Series = new SeriesPost(model.Rhythm.Rule(query.Day), null, mode == Preview ? null : mode) };
    }

    private static SeriesDate Date(SeriesDateView date, Telecentre site) => new(
        DateOnly.ParseExact(date.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        date.Space is { } space ? site.Find(new SpaceId(space))?.Name ?? space : null,
        date.Reason);
}
