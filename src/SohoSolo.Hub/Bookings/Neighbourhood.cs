using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>What is free around a wish: read without locks, to choose among spaces and to say where else a declined member could go.</summary>
internal sealed class Neighbourhood(StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    /// <summary>Declines that another place or another time may cure.</summary>
    private static readonly DeclineReason[] Curable =
    [
        DeclineReason.Conflict, DeclineReason.Closed, DeclineReason.Blocked, DeclineReason.OutsideHours, DeclineReason.InThePast,
        DeclineReason.Leased, DeclineReason.TooFewSeats, DeclineReason.MissingEquipment, DeclineReason.NoSuchSpace, DeclineReason.AlreadyBooked,
        DeclineReason.QuotaExhausted, DeclineReason.WrongKind,
    ];

    /// <summary>The free spaces of the site that the wish means, best for this member first.</summary>
    public async Task<IReadOnlyList<Space>> Free(MemberId member, Telecentre site, Wish wish, CancellationToken stop)
    {
        var diary = await Diary([site.Id], site.Calendar, wish.During, stop);
        var preferences = wish.Kind is { } kind ? new Preferences { LastUsed = await queries.LastUsed(member, site.Id, kind, stop) } : Preferences.None;
        return SpaceChoice.Free(site, wish, diary, preferences, clock.GetUtcNow());
    }

    /// <summary>
    /// Up to three ways out of a decline, each of which the rules would accept as things stand; as they would stand without
    /// <paramref name="replaced"/>, where the wish is to have something in its place.
    /// </summary>
    public async Task<IReadOnlyList<AlternativeView>> Alternatives(SiteId siteId, Wish wish, DeclineReason reason, CancellationToken stop, Booking? replaced = null) =>
        Curable.Contains(reason) ? await Find((await network.Get(stop)).Sites[siteId], wish, replaced, stop) : [];

    /// <summary>Where a member could go whose booking a closure takes away.</summary>
    public async Task<IReadOnlyList<AlternativeView>> Instead(Booking booking, Closure closure, CancellationToken stop)
    {
        var site = (await network.Get(stop)).Sites[booking.Site];
        var wish = new Wish
        {
            Member = booking.Member,
            During = booking.During,
            Part = SameTimes.PartOf(booking, site.Calendar),
            Kind = booking.Kind,
            Guests = booking.Guests,
        };
        return await Find(site with { Closures = [.. site.Closures, closure] }, wish, booking, stop);
    }

    private async Task<IReadOnlyList<AlternativeView>> Find(Telecentre here, Wish wish, Booking? replaced, CancellationToken stop)
    {
        if (wish.Member is not { } member || await queries.Member(member, stop) is not { } who)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var around = await Around(who, here, await network.Get(stop), wish.During, stop);
        var asked = replaced is null ? around : Without(around, replaced, now);
        return [.. Core.Bookings.Alternatives.Find(wish, asked, now).Select(found => View(found, here))];
    }

    private static Surroundings Without(Surroundings around, Booking replaced, DateTimeOffset now) => around with
    {
        MemberHolds = [.. around.MemberHolds.Where(hold => hold.Booking != replaced.Id)],
        Upcoming = replaced.During.Start > now ? around.Upcoming - 1 : around.Upcoming,
        Wallet = around.Wallet.With(replaced.Site, replaced.Charges, []),
    };

    public async Task<Diary> Diary(IReadOnlyCollection<SiteId>? sites, SiteCalendar calendar, TimeRange window, CancellationToken stop) => new(
        await queries.Holds(sites, window, stop),
        await queries.Leases(sites, calendar.DayOf(window.Start), calendar.DayOf(window.End), stop));

    private async Task<Surroundings> Around(Member who, Telecentre here, Network known, TimeRange during, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var horizon = new TimeRange(during.Start < now ? during.Start : now, Later(during.End, now).AddDays(Availability.HorizonDays + 1));
        var mine = await queries.Bookings(
            new BookingFilter { Member = who.Id, Window = horizon, Statuses = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn] },
            stop);
        var elsewhere = await queries.Holds(null, during, stop);
        var nearby = await queries.Holds([here.Id], horizon, stop);
        return new Surroundings
        {
            Here = here,
            Network = [.. known.Sites.Values],
            Diary = new Diary(
                nearby.Concat(elsewhere.Where(hold => here.Find(hold.Space) is null)),
                await queries.Leases(null, here.Calendar.DayOf(horizon.Start), here.Calendar.DayOf(horizon.End), stop)),
            Member = who.Id,
            MemberActive = who.Status == MemberStatus.Active,
            MemberHolds = [.. mine.Select(booking => new Hold(booking.Id, booking.Space, booking.Member, booking.Kind, booking.During, booking.Guests.Count > 0))],
            Upcoming = mine.Count(booking => booking.During.Start > now),
            Wallet = await queries.Wallet(who.Id, DecisionScope.Months(here.Calendar, horizon), stop),
        };
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static AlternativeView View(Alternative found, Telecentre here) => found switch
    {
        Alternative.AnotherSpace(var space, var during) => AlternativeView.Of("another-space", here, space, during, null),
        Alternative.AnotherSite(var site, var space, var during, var km) => AlternativeView.Of("another-site", site, space, during, km),
        Alternative.LaterTime(var space, var during) => AlternativeView.Of("later", here, space, during, null),
        _ => throw new System.Diagnostics.UnreachableException($"{found}"),
    };
}
