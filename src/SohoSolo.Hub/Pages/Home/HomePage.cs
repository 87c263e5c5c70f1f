using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Home;

/// <summary>Where a member begins: one button for what she usually does next, what is left to her, and what she has booked.</summary>
internal sealed class HomePage(UsualReading usual, BookingDesk desk, WeekDesk weeks, CardReading cards, StoreQueries queries, NetworkCache network, NetworkDay networkDay)
{
    private const int MostCards = 6;

    public Task<IResult> Show(Visit visit) => Show(visit, null, StatusCodes.Status200OK);

    /// <summary>Books one place: the one that the button names, or one of those that were shown in place of it.</summary>
    public async Task<IResult> Book(Visit visit)
    {
        var post = new BookingPost { Space = visit.Field("space") ?? "", Day = visit.Field("day"), Part = visit.Field("part"), Start = visit.Field("start"), End = visit.Field("end") };
        var (wish, _, problem) = WishReader.Read(post, visit.Caller, await network.Get(visit.Stop));
        var outcome = problem is not null ? Outcome.Of(problem) : Outcome.Of(await desk.Book(wish!, visit.Command(), visit.Stop), "book");
        return outcome.IsDone ? Visit.GoTo("/", "booked", outcome.About) : await Show(visit, outcome, outcome.Status);
    }

    /// <summary>Books the days of next week that she left ticked.</summary>
    public async Task<IResult> BookWeek(Visit visit)
    {
        var asked = visit.Fields("day").Select(text => Times.TryDay(text, out var day) ? day : (DateOnly?)null).OfType<DateOnly>().ToHashSet();
        if (await weeks.Book(visit.Member, asked, visit.Command(), visit.Stop) is not { } executed) return Visit.GoTo("/");

        var outcome = Outcome.Of(executed, "book-series");
        if (!outcome.IsDone) return await Show(visit, outcome, outcome.Status);

        var told = outcome.Read(BookingJson.Shared.SeriesView)!;
        var missed = string.Join(',', told.Dates.Where(date => date.Reason is not null).Select(date => $"{date.Day}~{date.Reason}"));
        return Visit.GoTo($"/?missed={Uri.EscapeDataString(missed)}", "week", told.Series);
    }

    private async Task<IResult> Show(Visit visit, Outcome? declined, int status)
    {
        var (stop, me) = (visit.Stop, visit.Member);
        var known = await network.Get(stop);
        var toCome = await usual.ToCome(me.Id, stop);
        var usually = await usual.Read(me, toCome, stop);
        var mine = await cards.Of(toCome.Where(booking => booking.Status != BookingStatus.Offered).Take(MostCards), visit);
        var today = usually?.Around.Here.Calendar.DayOf(visit.Now) ?? await networkDay.Today(stop);
        var wallet = usually?.Around.Wallet ?? await queries.Wallet(me.Id, [Period.Month(today)], stop);
        var said = declined is null && visit.Asked("said") is { } word && SaidPart.Known.Contains(word) ? word : null;
        var week = usually is null ? [] : AsUsual.NextWeek(usually.Habit, usually.Around, visit.Now);
        return visit.Show<HomeView, HomeModel>(
            new HomeModel
            {
                Today = today,
                Here = usually?.Around.Here,
                Usual = usually is null ? null : Proposed(usually, visit.Now),
                Week = week.Any(day => day is UsualDay.Bookable) ? week : [],
                Left = [.. EntitlementPolicy.Statements(wallet, today).Where(statement => statement.Entitlement.ValidOn(today))],
                Offers = await cards.Of(toCome.Where(booking => booking.Status == BookingStatus.Offered), visit),
                Next = mine,
                More = toCome.Count(booking => booking.Status != BookingStatus.Offered) - mine.Count,
                Said = said is null or "week" ? null : (said, await cards.Told(visit.Asked("about"), visit)),
                WeekAnswer = said == "week" ? await AnswerOf(visit) : null,
                Declined = declined is null ? null : new DeclinedModel(declined.Reason, WayOut.Of(declined, known)),
            },
            status);
    }

    private static UsualModel? Proposed(Usually usually, DateTimeOffset now)
    {
        if (AsUsual.Next(usually.Habit, usually.Around, now) is not { } day) return null;

        var isAnother = day is UsualDay.Bookable(_, _, _, var space, _) && usually.Habit.Space is { } hers && hers != space.Id;
        return new UsualModel(day, isAnother ? usually.Around.Here.Find(usually.Habit.Space!.Value) : null, usually.Around.Here);
    }

    private async Task<WeekAnswer> AnswerOf(Visit visit)
    {
        var booked = visit.Asked("about") is { } series ? await queries.Bookings(new BookingFilter { Member = visit.Caller.Member, Series = series, Most = 7 }, visit.Stop) : [];
        var missed =
            from one in (visit.Asked("missed") ?? "").Split(',')
            let parts = one.Split('~')
            where parts.Length == 2 && Words.Read<DeclineReason>(parts[1]) is not null && Times.TryDay(parts[0], out _)
            select (DateOnly.ParseExact(parts[0], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), parts[1]);
        return new WeekAnswer(await cards.Of(booked, visit), [.. missed.Take(7)]);
    }
}

internal static class HomeRoutes
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services.AddSingleton<HomePage>();

    public static void MapHome(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<HomePage>();
        routes.Page("/", Access.Member, page.Show);
        routes.Form("/usual", Access.Member, page.Book);
        routes.Form("/usual/week", Access.Member, page.BookWeek);
    }
}
