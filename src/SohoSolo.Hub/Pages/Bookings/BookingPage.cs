using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Bookings;

/// <summary>One booking: letters lead here. For anybody but its member and the keepers of its site it does not exist.</summary>
internal sealed class BookingPage(CardReading cards, Consultations consultations, StoreQueries queries, NetworkCache network)
{
    private static readonly BookingStatus[] Standing = [BookingStatus.Requested, BookingStatus.Confirmed];

    public async Task<IResult> Show(Visit visit)
    {
        if (await Find(visit) is not { } booking) return visit.Missing();

        await consultations.Note(visit.Caller, new Look(Look.Booking) { Site = booking.Site, Of = booking.Id }, booking.Member, visit.Stop);
        return await Show(visit, booking, null, StatusCodes.Status200OK);
    }

    /// <summary>The booking of the address, where she may see it. What is offered to somebody in line is hers to answer and nobody else's to see.</summary>
    public async Task<Booking?> Find(Visit visit)
    {
        var booking = await queries.Booking(new BookingId(visit.Part("id")), visit.Stop);
        if (booking is { Status: BookingStatus.Offered }) return booking.Member == visit.Caller.Member ? booking : null;

        return booking is not null && visit.Caller.IsOrLooks(booking.Member, booking.Site) ? booking : null;
    }

    /// <summary>The same page with why something could not be done; what she typed stays.</summary>
    public async Task<IResult> Show(Visit visit, Booking booking, Outcome? declined, int status)
    {
        var stop = visit.Stop;
        var card = await cards.Of(booking, visit);
        var (site, isHers) = (card.Site, visit.Caller.Member == booking.Member);
        var told = await queries.MailsAbout([booking.Id], stop);
        var following = booking.Series is null ? 0 : await Following(booking, visit.Now, stop);
        var said = declined is null && visit.Asked("said") is { } word && SaidPart.Known.Contains(word) ? word : null;
        return visit.Show<BookingView, BookingModel>(
            new BookingModel
            {
                Card = card,
                IsHers = isHers,
                IsKeeper = visit.Caller.Looks(booking.Site),
                Owner = isHers ? null : (await queries.Member(booking.Member, stop))?.Name,
                Following = following,
                AsksToKeep = isHers && following > 0 && told.Any(letter => letter.Kind == MailKinds.GhostQuestion && letter.About.Booking == booking.Id),
                AsksToLeave = isHers && card.Options.Release && told.Any(letter => letter.Kind == MailKinds.LeaveOffered && letter.About.Booking == booking.Id),
                Doors = new TimeRange(booking.During.Start - site.Access.OpensBefore, booking.During.End + site.Access.ClosesAfter),
                HasBegun = booking.During.Start <= visit.Now,
                Said = said is null ? null : (said, card),
                Declined = declined is null ? null : new DeclinedModel(declined.Reason, Here(WayOut.Of(declined, await network.Get(stop)), booking)),
                Change = DraftOf(visit, card),
            },
            status);
    }

    /// <summary>A booking stays at its site, so only ways out that are there can be taken from here.</summary>
    private static IReadOnlyList<WayOut> Here(IReadOnlyList<WayOut> ways, Booking booking) => [.. ways.Where(way => way.Site.Id == booking.Site)];

    private async Task<int> Following(Booking booking, DateTimeOffset now, CancellationToken stop)
    {
        var later = new BookingFilter { Series = booking.Series, Window = new TimeRange(now, now.AddDays(400)), Statuses = Standing };
        return (await queries.Bookings(later, stop)).Count(other => other.Id != booking.Id && other.During.Start > booking.During.Start);
    }

    private static ChangeDraft DraftOf(Visit visit, CardModel card)
    {
        var (booking, calendar) = (card.Booking, card.Site.Calendar);
        var part = SameTimes.PartOf(booking, calendar);
        return new ChangeDraft(
            visit.Field("day") ?? Times.Day(calendar.DayOf(booking.During.Start)),
            visit.Field("when") ?? (part is { } whole ? Words.Of(whole) : ChangeDraft.Hours),
            visit.Field("from") ?? Hour(booking.During.Start),
            visit.Field("to") ?? Hour(booking.During.End),
            visit.Field("space") ?? booking.Space.Value,
            visit.Field("scope") ?? "this");

        string Hour(DateTimeOffset at) => Times.Hour(TimeOnly.FromDateTime(calendar.ToLocal(at).DateTime));
    }
}
