using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>Translates POST /bookings into a wish on the site's clock, or says what is wrong with it. Whether it can be had is decided later.</summary>
internal static class WishReader
{
    private const int LongestText = 200;
    private const int MostGuests = 50;

    public static (BookingWish? Wish, AskedSeries? Series, Problem? Problem) Read(BookingPost post, Caller caller, Network network)
    {
        var (site, space, problem) = Place(post, network);
        if (site is null || problem is not null)
        {
            return (null, null, problem);
        }

        problem = Shape(post) ?? Guests(post.Guests);
        var member = post.Member is { } named ? new MemberId(named) : caller.Member;
        if (problem is null && member != caller.Member && !caller.Looks(site.Id))
        {
            problem = Problems.NotAllowed("keepers of the site and the chamber, who may book for others");
        }

        var (kind, wrongKind) = Kind(post, space);
        var (waitlist, wrongWait) = Waitlist(post.Waitlist);
        problem ??= wrongKind ?? wrongWait;
        if (problem is not null)
        {
            return (null, null, problem);
        }

        var (series, wrongSeries) = post.Series is null ? (null, null) : SeriesReader.Read(post, site.Calendar);
        var (during, part, wrongTime) = series is null && wrongSeries is null
            ? TimeReader.Range(post.Start, post.End, post.Day, post.Part, site.Calendar, BookingRules.HardLongest)
            : (series?.FirstRange, series?.Part, wrongSeries ?? BookingAnswers.Problem(DeclineReason.Closed));
        if (during is null)
        {
            return (null, null, wrongTime);
        }

        var wanted = new Wish
        {
            Member = member,
            During = during,
            Part = part,
            Space = space?.Id,
            Kind = kind,
            Seats = post.Seats ?? 1,
            Equipment = post.Equipment ?? [],
            Guests = [.. (post.Guests ?? []).Select(guest => new Guest(guest.Name.Trim(), guest.Email))],
        };
        return (Wish(post, caller, site, member, wanted, waitlist), series, null);
    }

    private static BookingWish Wish(BookingPost post, Caller caller, Telecentre site, MemberId member, Wish wanted, WaitlistWish waitlist) => new()
    {
        Member = member,
        Site = site.Id,
        Wanted = wanted,
        Purpose = string.IsNullOrWhiteSpace(post.Purpose) ? null : Unseen.Without(post.Purpose).Trim(),
        ByKeeper = caller.Looks(site.Id),
        Waitlist = waitlist,
    };

    private static (Telecentre? Site, Space? Space, Problem? Problem) Place(BookingPost post, Network network)
    {
        if (post.Space is not null)
        {
            var id = new SpaceId(post.Space);
            var home = network.Sites.Values.FirstOrDefault(site => site.Find(id) is not null);
            if (home is null)
            {
                return (null, null, new Problem(422, "unknown-space", "There is no such space.") { Field = "space" });
            }

            return post.Site is not null && post.Site != home.Id.Value
                ? (null, null, Problems.InvalidValue("site", $"is not the site of this space, which is {home.Id}"))
                : (home, home.Find(id), null);
        }

        if (post.Site is null)
        {
            return (null, null, Problems.MissingField("space"));
        }

        return network.Sites.TryGetValue(new SiteId(post.Site), out var named)
            ? (named, null, null)
            : (null, null, new Problem(422, "unknown-site", "There is no such télécentre.") { Field = "site" });
    }

    private static (SpaceKind? Kind, Problem? Problem) Kind(BookingPost post, Space? space)
    {
        if (post.Kind is null)
        {
            return space is null ? (null, Problems.MissingField("kind")) : (space.Kind, null);
        }

        if (Words.Read<SpaceKind>(post.Kind) is not { } kind)
        {
            return (null, Problems.InvalidValue("kind", $"is one of {Words.All<SpaceKind>()}"));
        }

        return space is null || space.Kind == kind ? (kind, null) : (null, Problems.InvalidValue("kind", $"is not the kind of this space, which is {Words.Of(space.Kind)}"));
    }

    private static Problem? Shape(BookingPost post) => post switch
    {
        { Seats: < 1 or > 500 } => Problems.InvalidValue("seats", "is a whole number from 1 to 500"),
        { Equipment.Count: > 20 } => Problems.InvalidValue("equipment", "names at most 20 things"),
        { Purpose.Length: > LongestText } => Problems.InvalidValue("purpose", $"has at most {LongestText} characters"),
        _ when post.Equipment?.Any(string.IsNullOrWhiteSpace) == true => Problems.InvalidValue("equipment", "names things"),
        _ => null,
    };

    private static Problem? Guests(IReadOnlyList<GuestPost>? guests)
    {
        if (guests is null)
        {
            return null;
        }

        if (guests.Count > MostGuests)
        {
            return Problems.InvalidValue("guests", $"names at most {MostGuests} people");
        }

        for (var i = 0; i < guests.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(guests[i].Name) || guests[i].Name.Length > LongestText)
            {
                return Problems.InvalidValue($"guests[{i}].name", $"has 1 to {LongestText} characters");
            }

            if (guests[i].Email is { } email && (email.Length > LongestText || email.IndexOf('@', StringComparison.Ordinal) is < 1 || email.EndsWith('@')))
            {
                return Problems.InvalidValue($"guests[{i}].email", "is an e-mail address");
            }
        }

        return null;
    }

    private static (WaitlistWish Wish, Problem? Problem) Waitlist(JsonElement? written) => written switch
    {
        null or { ValueKind: JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined } => (WaitlistWish.No, null),
        { ValueKind: JsonValueKind.True } => (WaitlistWish.Offer, null),
        { ValueKind: JsonValueKind.String } text when text.GetString() == "offer" => (WaitlistWish.Offer, null),
        { ValueKind: JsonValueKind.String } text when text.GetString() == "take" => (WaitlistWish.TakeAtOnce, null),
        _ => (WaitlistWish.No, Problems.InvalidValue("waitlist", "is true, \"offer\" or \"take\"")),
    };
}
