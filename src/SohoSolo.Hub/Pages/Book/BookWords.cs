using System.Globalization;
using Microsoft.Extensions.Localization;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Plan;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Book;

/// <summary>What the parts of these pages say in the same way.</summary>
internal static class BookWords
{
    /// <summary>"aujourd’hui", "demain", "mar. 24 nov."</summary>
    public static string DayShort(this IStringLocalizer<BookText> words, DateOnly day, DateOnly today) =>
        day == today ? words["today"]
        : day == today.AddDays(1) ? words["tomorrow"]
        : day.ToString("ddd d MMM", CultureInfo.CurrentCulture);

    public static string Distance(this IStringLocalizer<BookText> words, double? km) =>
        km is null ? "" : km < 1 ? words["near"] : words["km", Math.Round(km.Value)];

    /// <summary>Names of equipment that we know in the reader's language; others as they were written.</summary>
    public static string Thing(this IStringLocalizer<BookText> words, string thing) => words[$"thing.{thing}"] is { ResourceNotFound: false } known ? known : thing;

    public static string State(this IStringLocalizer<BookText> words, BookPlace place) =>
        place.IsFree && place.Space.NeedsApproval ? words["look.on-request"] : words[$"look.{Words.Of(place.Look)}"];

    /// <summary>How many places are free; where none is and all say the same, what they say.</summary>
    public static string Count(this IStringLocalizer<BookText> words, SitePlaces places) => places.Free switch
    {
        0 when places.Places.Any(place => place.Look is PlaceLook.Yours or PlaceLook.OtherPlace) => words["free.hers"],
        0 => places.Places.Select(place => place.Look).Distinct().ToList() is [not PlaceLook.Booked and var only] ? words[$"look.{Words.Of(only)}"] : words["free.none"],
        1 => words["free.one", places.Places.Count],
        var free => words["free.some", free, places.Places.Count],
    };

    /// <summary>"libre à nouveau jeudi 26 novembre, matin"; nothing where it is free, or nobody knows.</summary>
    public static string Next(this IStringLocalizer<BookText> words, BookPlace place, Telecentre site, Visit visit) =>
        place.NextFree is { } next ? words["next-free", visit.Words.Briefly(next, site.Calendar, visit.Now)] : "";

    public static PlanSpot Spot(this IStringLocalizer<BookText> words, BookPlace place, BookQuery query)
    {
        var (name, state, word) = (place.Space.Name, words.State(place), words[$"word.{Words.Of(place.Look)}"]);
        return new PlanSpot
        {
            Space = place.Space,
            Look = LookOf(place.Look),
            Sign = SignOf(place.Look),
            Word = word,
            Says = place.IsFree ? words[IsRoom(place) ? "spot.room" : "spot.free", name, state] : state == word ? words["spot.busy", name, state] : words["spot.why", name, word, state],
            Button = place.IsFree && !IsRoom(place) ? ("space", place.Space.Id.Value) : null,
            Href = place.IsFree ? IsRoom(place) ? Room(query, place.Space) : null : $"#{place.Space.Id}",
        };
    }

    /// <summary>What is not looked for is on the plan, too, to find one's way by.</summary>
    public static PlanSpot Around(Space space) => new() { Space = space, Look = "other", Sign = "dot", Word = "", Says = "" };

    /// <summary>A meeting room is asked about before it is booked: who comes, and what for.</summary>
    public static bool IsRoom(BookPlace place) => place.Space.Kind == SpaceKind.MeetingRoom;

    public static string Room(BookQuery query, Space space) => (query with { Site = space.Site }).On($"/book/room/{Uri.EscapeDataString(space.Id.Value)}");

    public static string SignOf(PlaceLook look) => look switch
    {
        PlaceLook.Free => "check",
        PlaceLook.Yours => "dot",
        PlaceLook.Booked => "cross",
        PlaceLook.Leased => "lock",
        PlaceLook.Blocked => "warning",
        PlaceLook.Quota or PlaceLook.OtherPlace => "ring",
        _ => "clock",
    };

    public static string LookOf(PlaceLook look) => look switch
    {
        PlaceLook.Free => "free",
        PlaceLook.Yours => "mine",
        PlaceLook.Booked => "taken",
        PlaceLook.Leased => "leased",
        PlaceLook.Blocked => "blocked",
        PlaceLook.Quota or PlaceLook.OtherPlace => "quota",
        _ => "closed",
    };

    /// <summary>The class of a chip that says the state.</summary>
    public static string ChipOf(PlaceLook look) => look switch
    {
        PlaceLook.Free or PlaceLook.Yours => "good",
        PlaceLook.Blocked or PlaceLook.Quota or PlaceLook.OtherPlace => "attention",
        _ => "",
    };
}
