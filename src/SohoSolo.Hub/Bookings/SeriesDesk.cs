using System.Diagnostics;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>The use case of a series: every date is answered, and what was asked for is booked in one transaction.</summary>
internal sealed class SeriesDesk(Decisions decisions, NetworkCache network, TimeProvider clock)
{
    public Task<Executed<Answer>> Book(BookingWish wish, AskedSeries series, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var site = (await network.Get(stop)).Sites[wish.Site];
            IReadOnlyList<Space> spaces = [.. site.Spaces.Where(wish.Wanted.Means).OrderByDescending(space => space.Id == wish.Preferred)];
            return work => Decide(work, wish, series, site, spaces);
        },
        (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])),
        stop);

    private async ValueTask<Decided> Decide(Work work, BookingWish wish, AskedSeries series, Telecentre site, IReadOnlyList<Space> spaces)
    {
        if (spaces.Count == 0)
        {
            return new Decided.Declined(SpaceChoice.WhyNone(site, wish.Wanted) ?? DeclineReason.NoSuchSpace);
        }

        var now = clock.GetUtcNow();
        var window = new TimeRange(wish.Wanted.During.Start, series.Dates.Last(date => date.During is not null).During!.End);
        var facts = await work.Lock(DecisionScope.For(site, wish.Member, spaces.Select(space => space.Id), window, now));
        if (!facts.StillKnows(site))
        {
            return new Decided.Outdated();
        }

        var id = Ids.Next();
        var decision = SeriesPolicy.Decide([.. series.Dates.Select(date => Wished(date, wish, spaces, id))], facts.For(site, wish.Member), series.Mode, now);
        foreach (var booking in (decision as SeriesDecision.Booked)?.Bookings ?? [])
        {
            work.Put(null, booking, "booked");
        }

        return new Decided.Done(Answer(decision, series, site, id));
    }

    private static SeriesWish Wished(Occurrence date, BookingWish wish, IReadOnlyList<Space> spaces, string series) =>
        date.During is { } during
            ? new SeriesWish.Asked(date.Day, wish.Request(new BookingId(Ids.Next()), spaces[0], series) with { During = during }, spaces)
            : new SeriesWish.Impossible(date.Day, date.Reason!.Value);

    private static Answer Answer(SeriesDecision decision, AskedSeries series, Telecentre site, string id)
    {
        var booked = decision is SeriesDecision.Booked;
        IReadOnlyList<SeriesDateView> dates = [.. decision.Dates.Zip(series.Dates, (answer, asked) => View(answer, asked.During, booked, site))];
        switch (decision)
        {
            case SeriesDecision.Previewed:
                return Answers.Of(200, new SeriesView(null, 0, dates), BookingJson.Shared.SeriesView);
            case SeriesDecision.Booked(_, var bookings):
                return Answers.Of(201, new SeriesView(id, bookings.Count, dates), BookingJson.Shared.SeriesView, $"/api/v1/bookings?series={id}");
            case SeriesDecision.Declined:
                var reason = decision.Dates.OfType<SeriesAnswer.NotBookable>().First().Reason;
                return new Problem(DeclineWords.Status(reason), Words.Of(reason), $"Nothing of the series is booked. {DeclineWords.For(reason)}")
                {
                    More = json =>
                    {
                        json.WriteStartArray("alternatives");
                        json.WriteEndArray();
                        json.WritePropertyName("dates");
                        JsonSerializer.Serialize(json, dates, BookingJson.Shared.IReadOnlyListSeriesDateView);
                    },
                }.ToAnswer();
            default:
                throw new UnreachableException($"{decision}");
        }
    }

    private static SeriesDateView View(SeriesAnswer answer, TimeRange? during, bool booked, Telecentre site) => answer switch
    {
        SeriesAnswer.Bookable(var day, var booking) => SeriesDateView.Of(day, during, null, booking, booked, site),
        SeriesAnswer.NotBookable(var day, var reason) => SeriesDateView.Of(day, during, reason, null, booked, site),
        _ => throw new UnreachableException($"{answer}"),
    };
}
