using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Here;

/// <summary>What the code at a place opens on a member's own phone: "I am here", or "I take it".</summary>
internal sealed class HerePage(HereLook look, WishIntake intake, BookingDesk desk, BookingKeeping keeping, StoreQueries queries)
{
    public Task<IResult> Show(Visit visit) => At(visit, async (site, space) => visit.Show<HereView, HereModel>(await look.Of(visit, site, space)));

    public Task<IResult> Arrive(Visit visit) => At(visit, async (site, space) =>
    {
        var booking = visit.Field("booking") is { } id ? await queries.Booking(new BookingId(id), visit.Stop) : null;
        if (booking is null || booking.Member != visit.Caller.Member || booking.Space != space.Id) return visit.Missing();

        var outcome = Outcome.Of(await CheckIn(booking.Id, visit.Command(), visit.Stop), "check-in");
        return outcome.IsDone ? Visit.GoTo($"/here/{space.Id}", "arrived") : await Again(visit, site, space, outcome);
    });

    /// <summary>Books the place from this minute on, and says that she is there: she stands before it.</summary>
    public Task<IResult> Take(Visit visit) => At(visit, async (site, space) =>
    {
        var until = visit.Field("until");
        var post = new BookingPost { Space = space.Id.Value, Start = Times.Utc(visit.Now.FloorToMinute()), End = until };
        var (wish, _, problem) = await intake.Read(post, visit.Caller, visit.Stop);
        if (problem is not null) return await Again(visit, site, space, Outcome.Of(problem));

        var command = visit.Command();
        var outcome = Outcome.Of(await desk.Book(wish!, command with { Key = $"{command.Key} {until}" }, visit.Stop), "book");
        if (!outcome.IsDone) return await Again(visit, site, space, outcome);
        if (await queries.Booking(new BookingId(outcome.About), visit.Stop) is { Status: BookingStatus.Requested }) return Visit.GoTo($"/here/{space.Id}", "asked");

        // If only this fails, the page says that the place is hers and asks whether she is there.
        Outcome.Of(await CheckIn(new BookingId(outcome.About), command with { Key = $"{command.Key} arrived" }, visit.Stop), "check-in");
        return Visit.GoTo($"/here/{space.Id}", "taken");
    });

    private Task<Executed<Answer>> CheckIn(BookingId booking, Command command, CancellationToken stop) => keeping.CheckIn(booking, "checked in by the member", command, stop);

    private async Task<IResult> At(Visit visit, Func<Telecentre, Space, Task<IResult>> act) => await look.Find(visit) is var (site, space) ? await act(site, space) : visit.Missing();

    private async Task<IResult> Again(Visit visit, Telecentre site, Space space, Outcome outcome) =>
        visit.Show<HereView, HereModel>(await look.Of(visit, site, space) with { Said = null, Reason = outcome.Reason }, outcome.Status);
}
