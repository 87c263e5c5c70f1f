using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Sites;

public sealed class ClosureImpactTests
{
    private static readonly Closure Works = new("c", Nogaro, null, Tuesday(11, 14), "works");

    [Fact]
    public void A_closure_takes_the_bookings_it_overlaps_soonest_first()
    {
        var afternoon = Booked("b2", 13, 18);
        var morning = Booked("b1", 9, 12);

        Assert.Equal([morning, afternoon], ClosureImpact.Of(Works, [afternoon, morning, Booked("b3", 9, 11), Booked("b4", 14, 18)]));
    }

    [Fact]
    public void A_block_takes_those_of_its_space_only()
    {
        var elsewhere = Booked("b2", 9, 12) with { Space = Desk2.Id };

        Assert.Equal([Kept], ClosureImpact.Of(Works with { Space = Desk.Id }, [Kept, elsewhere]));
    }

    [Fact]
    public void What_has_ended_and_what_is_at_another_site_is_left_alone() =>
        Assert.Empty(ClosureImpact.Of(Works, [Kept with { Status = BookingStatus.Cancelled }, Kept with { Site = Eauze }]));

    private static Booking Booked(string id, double from, double to) => Kept with { Id = new BookingId(id), During = Tuesday(from, to) };
}
