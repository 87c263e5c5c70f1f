using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Imports;

/// <summary>A télécentre as a file describes it: how many places of each kind; the places themselves follow from that.</summary>
internal sealed record SiteDraft
{
    public required int Line { get; init; }

    public required SiteId Id { get; init; }

    public required string Name { get; init; }

    public required string Commune { get; init; }

    public required string Community { get; init; }

    public required GeoPoint Location { get; init; }

    public required SiteCalendar Calendar { get; init; }

    public required int Desks { get; init; }

    public required int Offices { get; init; }

    /// <summary>The seats of each meeting room.</summary>
    public required IReadOnlyList<int> RoomSeats { get; init; }

    public required bool Leases { get; init; }

    public required IReadOnlyList<string> Equipment { get; init; }

    public Telecentre ToTelecentre(BookingRules rules) => new()
    {
        Id = Id,
        Version = 1,
        Name = Name,
        Commune = Commune,
        Community = Community,
        Location = Location,
        Calendar = Calendar,
        Rules = rules,
        Spaces = [.. Spaces().OrderBy(space => space.Id)],
        Equipment = Equipment,
        Leases = Leases,
    };

    private IEnumerable<Space> Spaces()
    {
        for (var n = 1; n <= Desks; n++)
            yield return Place(SpaceKind.Desk, n, 1, n % 2 == 1 ? SpaceEquipment.Of(Equipment, "screen") : SpaceEquipment.Usual(SpaceKind.Desk, Equipment));

        for (var n = 1; n <= Offices; n++)
            yield return Place(SpaceKind.Office, n, 1, SpaceEquipment.Usual(SpaceKind.Office, Equipment));

        for (var n = 1; n <= RoomSeats.Count; n++)
            yield return Place(SpaceKind.MeetingRoom, n, RoomSeats[n - 1], SpaceEquipment.Usual(SpaceKind.MeetingRoom, Equipment));
    }

    private Space Place(SpaceKind kind, int number, int seats, IReadOnlyList<string> equipment)
    {
        var (word, name) = kind switch
        {
            SpaceKind.Desk => ("desk", "Poste"),
            SpaceKind.Office => ("office", "Bureau"),
            SpaceKind.MeetingRoom => ("room", "Salle"),
            _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
        };
        return new Space
        {
            Id = new SpaceId($"{Id}-{word}-{number}"),
            Site = Id,
            Name = $"{name} {number}",
            Kind = kind,
            Seats = seats,
            Equipment = equipment,
        };
    }
}
