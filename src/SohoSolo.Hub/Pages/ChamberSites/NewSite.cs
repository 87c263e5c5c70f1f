using System.Globalization;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>A télécentre that is about to be opened: what every one says of itself, its address, its commune, and how many places it starts with.</summary>
public sealed record NewSite
{
    private const int MostOfAKind = 200;

    public required SiteSheet Sheet { get; init; }

    /// <summary>Empty for one made of its commune's name.</summary>
    public required string Id { get; init; }

    public required string Commune { get; init; }

    public required string Desks { get; init; }

    public required string Offices { get; init; }

    public required string Rooms { get; init; }

    /// <summary>In each meeting room.</summary>
    public required string Seats { get; init; }

    internal static NewSite Blank { get; } = new() { Sheet = SiteSheet.Blank, Id = "", Commune = "", Desks = "4", Offices = "0", Rooms = "1", Seats = "6" };

    internal static NewSite Of(Visit visit) => new()
    {
        Sheet = SiteSheet.Of(visit),
        Id = visit.Field("id") ?? "",
        Commune = visit.Field("commune") ?? "",
        Desks = visit.Field("desks") ?? "0",
        Offices = visit.Field("offices") ?? "0",
        Rooms = visit.Field("rooms") ?? "0",
        Seats = visit.Field("seats") ?? "1",
    };

    internal (Telecentre? Site, Problem? Problem) Read(Network network)
    {
        if (CommuneOf(network) is not { } commune) return (null, Problems.InvalidValue("commune", "is one of the network's communes"));
        if (Numbers() is not { } numbers) return (null, Problems.InvalidValue("spaces", $"are whole numbers up to {MostOfAKind}"));

        var (place, problem) = Sheet.Location();
        return problem is not null ? (null, problem) : SiteReading.Read(new TelecentrePost
        {
            Id = Id.Length == 0 ? Slug.Of(commune.Name) : Id,
            Name = Sheet.Name,
            Commune = commune.InseeCode,
            Location = place,
            Hours = Sheet.Hours,
            HalfDayBoundary = Sheet.HalfDay,
            Equipment = Sheet.Things.All,
            Leases = Sheet.Leases,
            Spaces =
            [
                .. Places(SpaceKind.Desk, numbers.Desks, 1),
                .. Places(SpaceKind.Office, numbers.Offices, 1),
                .. Places(SpaceKind.MeetingRoom, numbers.Rooms, numbers.Seats),
            ],
        }, network);
    }

    /// <summary>As it is chosen from the list, or by its name as people write it, or by its code.</summary>
    private Commune? CommuneOf(Network network) =>
        network.Communes.Values.FirstOrDefault(commune => CommuneWords(commune) == Commune) ?? CommuneNames.Find(Commune, network.Communes.Values);

    /// <summary>"Nogaro (32296)": what is chosen from.</summary>
    internal static string CommuneWords(Commune commune) => $"{commune.Name} ({commune.InseeCode})";

    private (int Desks, int Offices, int Rooms, int Seats)? Numbers() =>
        Number(Desks) is { } desks && Number(Offices) is { } offices && Number(Rooms) is { } rooms && Number(Seats) is { } seats ? (desks, offices, rooms, seats) : null;

    private static int? Number(string written) => int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostOfAKind ? number : null;

    private IEnumerable<SpacePost> Places(SpaceKind kind, int number, int seats) =>
        Enumerable.Repeat(new SpacePost { Kind = Words.Of(kind), Seats = seats, Equipment = SpaceEquipment.Usual(kind, Sheet.Things.All) }, number);
}
