using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;

namespace SohoSolo.Hub.Bookings;

/// <summary>Reads how a booking is to be changed, on its site's clock, or says what is wrong with it. Whether it can be is decided later.</summary>
internal static class ChangeReader
{
    public static (ChangeWish? Wish, Problem? Problem) Read(BookingPatch patch, Booking booking, Telecentre site, Caller caller)
    {
        if (Words.Read<SeriesScope>(patch.Scope ?? "this") is not { } scope)
        {
            return (null, Problems.InvalidValue("scope", $"is one of {Words.All<SeriesScope>()}"));
        }

        var space = patch.Space is null ? null : (SpaceId?)new SpaceId(patch.Space);
        if (space is { } id && site.Find(id) is null)
        {
            return (null, new Problem(422, "unknown-space", "There is no such space at the site of this booking.") { Field = "space" });
        }

        if (patch is { Start: null, End: null, Day: null, Part: null })
        {
            return space is null
                ? (null, new Problem(400, "missing-field", "Say what to change: 'start', 'end', 'day', 'part' or 'space'."))
                : (new ChangeWish(null, space, scope, caller.Looks(site.Id)), null);
        }

        var (during, problem) = During(patch, booking, site);
        return during is null ? (null, problem) : (new ChangeWish(during, space, scope, caller.Looks(site.Id)), null);
    }

    /// <summary>Times by the clock, of which one may stay; a part of a day; or another day at the same times.</summary>
    private static (TimeRange? During, Problem? Problem) During(BookingPatch patch, Booking booking, Telecentre site)
    {
        if (patch is { Start: null, End: null, Part: null })
        {
            var (day, wrong) = TimeReader.Day("day", patch.Day);
            return day is { } other ? TimeReader.SameTimes(booking, other, site.Calendar) : (null, wrong);
        }

        var (during, _, problem) = patch is { Day: null, Part: null }
            ? TimeReader.Range(patch.Start ?? Times.Utc(booking.During.Start), patch.End ?? Times.Utc(booking.During.End), null, null, site.Calendar, BookingRules.HardLongest)
            : TimeReader.Range(patch.Start, patch.End, patch.Day ?? Times.Day(site.Calendar.DayOf(booking.During.Start)), patch.Part, site.Calendar);
        return (during, problem);
    }
}
