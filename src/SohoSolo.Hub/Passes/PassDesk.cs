using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Passes;

/// <summary>The use case of guest passes: signed by the hub, written down before they are given out, so that a cancelled booking makes them void.</summary>
internal sealed class PassDesk(Store store, StoreQueries queries, NetworkCache network, KeyBox keys, TimeProvider clock)
{
    private static readonly Problem Holds = new(StatusCodes.Status422UnprocessableEntity, "wrong-state", "The booking does not hold, so nobody enters by it.");

    /// <summary>The pass of one guest of a booking that the caller may see.</summary>
    public async Task<(string? Pass, Problem? Problem)> Give(BookingId id, int guest, bool once, string actor, CancellationToken stop)
    {
        if (await queries.Booking(id, stop) is not { } booking) return (null, Problems.NotFound("There is no such booking."));
        if (guest >= booking.Guests.Count) return (null, Problems.NotFound("The booking has no such guest."));

        var site = (await network.Get(stop)).Sites[booking.Site];
        var during = Window(booking, site);
        if (booking.Status is not (BookingStatus.Confirmed or BookingStatus.CheckedIn) || during.End <= clock.GetUtcNow()) return (null, Holds);

        var uses = once ? 1 : 0;
        var pass = new GuestPass(PassNonce.Of(booking, guest, during, uses), booking.Id, guest, booking.Site, during, uses, clock.GetUtcNow());
        if (!await WriteDown(booking, pass, actor, stop)) return (null, Holds);

        var doors = await queries.Doors(booking.Site, stop);
        var claims = new PassClaims(booking.Id.Value, booking.Site, [.. doors.Select(door => door.Id)], during, uses, pass.Nonce);
        return (keys.Signed(key => GuestPasses.Write(key, keys.SignKid, claims)), null);
    }

    private static TimeRange Window(Booking booking, Telecentre site) =>
        new(booking.During.Start - site.Access.OpensBefore, booking.During.End + site.Access.ClosesAfter);

    /// <summary>Under the booking's locks, so that a cancellation in the same moment comes before, and then there is no pass, or after, and then it makes this one void.</summary>
    private async Task<bool> WriteDown(Booking seen, GuestPass pass, string actor, CancellationToken stop)
    {
        if (await queries.Pass(pass.Nonce, stop) is not null) return true;

        var key = Ids.Next();
        var command = new Command { Principal = actor, Key = key, Fingerprint = key, Actor = actor, At = pass.MadeAt };
        try
        {
            return await store.Execute(command, work => Put(work, seen, pass), stop) is Executed<bool>.Fresh(true, _);
        }
        catch (TakenException)
        {
            // The same pass was asked for in the same moment.
            return true;
        }
    }

    private static async ValueTask<(bool Written, Answer? Answer)> Put(Work work, Booking seen, GuestPass pass)
    {
        var facts = await work.Lock(new Scope { Members = [seen.Member], Spaces = [seen.Space], Bookings = [seen.Id] });
        if (facts.Bookings is not [var booking] || booking.Version != seen.Version) return (false, null);

        work.Put(pass, "given");
        return (true, Answers.NoContent);
    }
}
