using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>What a keeper does from the board with one press.</summary>
internal sealed class BoardForms(KeptSites kept, BoardPage board, BookingKeeping keeping, SeriesKeeping several, AlarmKeeping alarms, DoorDesk doors, StoreQueries queries)
{
    public Task<IResult> CheckIn(Visit visit) => OnBooking(visit, "checked-in", (booking, command) => keeping.CheckIn(booking.Id, "checked in by the keeper", command, visit.Stop));

    public Task<IResult> Release(Visit visit) => OnBooking(visit, "released", (booking, command) => keeping.Release(booking.Id, command, visit.Stop));

    public Task<IResult> Approve(Visit visit) => OnBooking(visit, "approved", (booking, command) => keeping.Approve(booking.Id, command, visit.Stop));

    public Task<IResult> Refuse(Visit visit) => OnBooking(visit, "refused", (booking, command) => keeping.Refuse(booking.Id, command, visit.Stop));

    public Task<IResult> Move(Visit visit) => OnBooking(visit, "moved", (booking, command) =>
        several.Change(booking, new ChangeWish(null, new SpaceId(visit.Field("space") ?? booking.Space.Value), SeriesScope.This, ByKeeper: true), command, visit.Stop));

    public Task<IResult> See(Visit visit) => OnAlarm(visit, "seen", over: false);

    public Task<IResult> Mend(Visit visit) => OnAlarm(visit, "mended", over: true);

    public Task<IResult> Unlock(Visit visit) => kept.For(visit, async site =>
    {
        var (door, check) = (visit.Part("door"), new FieldCheck());
        var reason = visit.Field("reason") is { } text ? check.Text("reason", text, DoorDesk.LongestReason) : null;
        var problem = check.Problem ?? (reason is null ? Problems.MissingField("reason") : await doors.WhyNotUnlock(site, door, visit.Stop));
        var outcome = problem is null ? Outcome.Of(await doors.Unlock(site, door, reason!, visit.Command(), visit.Stop), "unlock") : Outcome.Of(problem);
        return await Answer(visit, site, outcome, "unlocked", new Refused(outcome.Reason, visit.Field("from") ?? $"door-{door}", visit.Field("reason")));
    });

    public Task<IResult> SetMode(Visit visit) => kept.For(visit, async site =>
    {
        var (door, check) = (visit.Part("door"), new FieldCheck());
        var until = visit.Field("until") is { } clock ? $"{Times.Day(site.Calendar.DayOf(visit.Now))}T{clock}" : null;
        var reason = check.Text("reason", visit.Field("reason") ?? "", DoorDesk.LongestReason);
        var demand = DemandReader.Read(check, visit.Field("mode") ?? "", until, site, visit.Now);
        var outcome = check.Problem is { } problem ? Outcome.Of(problem) : Outcome.Of(await doors.SetMode(site, door, demand, reason!, visit.Command(), visit.Stop), "mode");
        return await Answer(visit, site, outcome, "mode", new Refused(outcome.Reason, $"mode-{door}", visit.Field("reason")));
    });

    public Task<IResult> ResetPin(Visit visit) => kept.For(visit, async site =>
    {
        var reader = visit.Part("reader");
        var outcome = await doors.WhyNotReset(site, reader, visit.Stop) is { } problem ? Outcome.Of(problem) : Outcome.Of(await doors.ResetPin(site, reader, visit.Command(), visit.Stop), "reset-pin");
        return await Answer(visit, site, outcome, "pin-free", new Refused(outcome.Reason, "", null));
    });

    private Task<IResult> OnBooking(Visit visit, string said, Func<Booking, Command, Task<Executed<Answer>>> act) => kept.For(visit, async site =>
    {
        var booking = await queries.Booking(new BookingId(visit.Part("booking")), visit.Stop);
        if (booking is null or { Status: BookingStatus.Offered } || booking.Site != site.Id) return visit.Missing();

        var outcome = Outcome.Of(await act(booking, visit.Command()), said);
        return await Answer(visit, site, outcome, said, new Refused(outcome.Reason, $"booking-{booking.Id}", null));
    });

    private Task<IResult> OnAlarm(Visit visit, string said, bool over) => kept.For(visit, async site =>
    {
        var id = visit.Part("alarm");
        if (await queries.Alarm(id, visit.Stop) is not { } alarm || alarm.Site != site.Id) return visit.Missing();

        var outcome = Outcome.Of(await alarms.Acknowledge(id, over, visit.Caller.Member, visit.Command(), visit.Stop), "acknowledge");
        return await Answer(visit, site, outcome, said, new Refused(outcome.Reason, "", null));
    });

    /// <summary>Back to where the press was made: the board, or the page of the site that it names.</summary>
    private Task<IResult> Answer(Visit visit, Telecentre site, Outcome outcome, string said, Refused refused) => outcome.IsDone
        ? Task.FromResult(Visit.GoTo(visit.Field("back") is { } page && page.StartsWith($"/board/{site.Id}/", StringComparison.Ordinal) ? page : $"/board/{site.Id}", said))
        : board.Again(visit, site, outcome, refused);
}
