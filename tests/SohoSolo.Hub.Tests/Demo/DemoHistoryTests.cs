using System.Collections.Concurrent;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Demo;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Demo;

public sealed class DemoHistoryTests
{
    private static readonly ReferenceData Data = ReferenceData.Read(ReferenceData.Folder);
    private static readonly ConcurrentDictionary<string, SeedData> Plans = new();

    /// <summary>A usual Monday, a day in January (history in the old year), the days after both changes of the clock, a public holiday, a Sunday.</summary>
    public static TheoryData<string> Days => ["2026-11-23", "2027-01-04", "2026-03-30", "2026-10-26", "2026-05-01", "2026-08-16"];

    [Theory]
    [MemberData(nameof(Days))]
    public void No_two_bookings_hold_one_place_or_one_member_at_one_time(string day)
    {
        // A place that was given back or missed may have been another's for the rest of that time.
        var standing = Plan(day).Bookings.Select(one => one.Booking).Where(booking => booking.Holds || booking.Status == BookingStatus.Completed).ToList();

        AssertApart(standing.GroupBy(booking => booking.Space.Value));

        // A room for her guests may be beside her own desk.
        AssertApart(standing.Where(booking => booking.Guests.Count == 0).GroupBy(booking => booking.Member.Value));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void No_grant_gives_more_than_it_has(string day)
    {
        var plan = Plan(day);
        var drawn = plan.Bookings.SelectMany(one => one.Booking.Charges).GroupBy(charge => (charge.Entitlement, charge.Period));
        var granted = plan.Entitlements.ToDictionary(grant => grant.Id, grant => grant switch
        {
            Entitlement.OccasionalFree free => free.UnitsAMonth,
            Entitlement.TicketBook book => book.Units,
            Entitlement.Funded funded => funded.DaysAMonth * 2,
            _ => int.MaxValue,
        });

        Assert.All(drawn, period => Assert.InRange(period.Sum(charge => charge.Units), 1, granted[period.Key.Entitlement]));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void The_past_has_ended_and_the_future_stands(string day)
    {
        var plan = Plan(day);

        foreach (var booking in plan.Bookings.Select(one => one.Booking))
        {
            Assert.Equal(booking.Holds, booking.DueAt is not null);
            Assert.True(!booking.Holds || booking.DueAt >= plan.At, $"{booking.Id} was due before the seed.");
            Assert.True(booking.MadeAt < plan.At && booking.MadeAt < booking.During.End);
        }

        var statuses = plan.Bookings.CountBy(one => (one.Booking.Status, Past: one.Booking.During.End <= plan.At)).ToDictionary();
        Assert.True(statuses[(BookingStatus.Completed, true)] > 300);
        Assert.True(statuses[(BookingStatus.NoShow, true)] > 10);
        Assert.True(statuses[(BookingStatus.Cancelled, true)] > 20);
        Assert.True(statuses[(BookingStatus.Confirmed, false)] > 100);
        Assert.True(statuses[(BookingStatus.Requested, false)] >= 1);
        Assert.Contains(plan.Bookings, one => one.Booking is { Status: BookingStatus.Completed, Unproven: true });
        Assert.Contains(plan.Bookings, one => one.Booking is { Status: BookingStatus.Completed, Unproven: false, Evidence.Count: 1 });
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Each_version_of_a_booking_has_its_step_in_the_order_of_time(string day)
    {
        foreach (var (booking, steps) in Plan(day).Bookings)
        {
            Assert.Equal(Enumerable.Range(1, booking.Version), steps.Select(step => step.Version));
            Assert.Equal(steps.Select(step => step.At).Order(), steps.Select(step => step.At));
            Assert.Equal(("booked", booking.MadeAt), (steps[0].What, steps[0].At));
        }
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Anne_has_been_at_her_desk_and_has_nothing_to_come(string day)
    {
        var hers = Plan(day).Bookings.Select(one => one.Booking).Where(booking => booking.Member == DemoMembers.Anne).ToList();

        Assert.InRange(hers.Count, 2, 3);
        Assert.All(hers, booking => Assert.Equal(("nogaro-desk-2", BookingStatus.Completed, false), (booking.Space.Value, booking.Status, booking.Unproven)));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Every_site_has_a_free_desk_at_any_time_to_come(string day)
    {
        var plan = Plan(day);
        foreach (var site in plan.Sites)
        {
            var desks = site.Spaces.Where(space => space.Kind == SpaceKind.Desk).Select(space => space.Id).ToHashSet();
            var held = plan.Bookings.Select(one => one.Booking).Where(booking => booking.Holds && desks.Contains(booking.Space)).ToList();
            var leased = plan.Entitlements.OfType<Entitlement.Lease>().Count(lease => desks.Contains(lease.Space));
            Assert.All(held, booking => Assert.InRange(held.Count(other => other.During.Contains(booking.During.Start)) + leased, 1, desks.Count - 1));
        }
    }

    /// <summary>Reports compare a month with that of the year before.</summary>
    [Theory]
    [MemberData(nameof(Days))]
    public void Fourteen_months_have_bookings_and_the_last_one_most(string day)
    {
        var plan = Plan(day);
        var months = plan.Bookings.Select(one => one.Booking.During.Start).Where(start => start < plan.At).CountBy(start => Period.Month(DateOnly.FromDateTime(start.Date)).Value).ToDictionary();
        var last = plan.Bookings.Count(one => one.Booking.During.Start < plan.At && one.Booking.During.Start >= plan.At.AddDays(-30));

        var running = Period.Month(DateOnly.FromDateTime(plan.At.Date)).Value;

        Assert.InRange(months.Count, 14, 16);
        Assert.All(months.Where(month => month.Key != running), month => Assert.InRange(month.Value, 60, last * 14 / 10));
        Assert.Contains(plan.Bookings, one => one.Booking.IsWalkIn);
        Assert.Contains(plan.Bookings, one => one.Booking.Guests.Count > 1);
        var joined = plan.Members.ToDictionary(member => member.Id, member => member.MadeAt);
        Assert.All(plan.Bookings.Where(one => one.Booking.During.Start < plan.At.AddDays(-31)), one => Assert.True(joined[one.Booking.Member] <= one.Booking.MadeAt));
    }

    /// <summary>Plans are never changed, and making one is most of what a test of them does.</summary>
    private static SeedData Plan(string day) =>
        Plans.GetOrAdd(day, _ => DemoSeed.Plan(Data, DemoProfile.Network, new DateTimeOffset(DateTime.Parse(day, null), TimeSpan.Zero).AddHours(8)));

    private static void AssertApart(IEnumerable<IGrouping<string, Booking>> groups)
    {
        foreach (var group in groups)
        {
            var inOrder = group.OrderBy(booking => booking.During.Start).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.During.End <= pair.Second.During.Start, $"{group.Key}: {pair}"));
        }
    }
}
