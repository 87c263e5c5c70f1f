using System.Globalization;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>One place as it is filled in.</summary>
public sealed record SpaceSheet(string Name, string Seats, ThingChoice Things, bool NeedsApproval)
{
    internal static SpaceSheet Of(Space space) => new(space.Name, space.Seats.ToString(CultureInfo.InvariantCulture), new ThingChoice(space.Equipment, ""), space.NeedsApproval);

    internal static SpaceSheet Of(Visit visit) => new(visit.Field("name") ?? "", visit.Field("seats") ?? "", ThingChoice.Of(visit), visit.Field("approval") is not null);

    internal (TelecentrePatch? Patch, Problem? Problem) Change(Space space) =>
        int.TryParse(Seats, NumberStyles.None, CultureInfo.InvariantCulture, out var seats)
            ? (new TelecentrePatch { ChangeSpaces = [new SpacePatch { Id = space.Id.Value, Name = Name, Seats = seats, Equipment = Things.All, NeedsApproval = NeedsApproval }] }, null)
            : (null, Problems.InvalidValue("changeSpaces", "has a whole number of seats"));

    /// <summary>Some places more of a kind, with the names and the equipment that such places usually have.</summary>
    internal static (TelecentrePatch? Patch, Problem? Problem) Add(Visit visit, Telecentre site)
    {
        var kind = Words.Read<SpaceKind>(visit.Field("kind"));
        var isNumber = int.TryParse(visit.Field("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) & int.TryParse(visit.Field("seats"), NumberStyles.None, CultureInfo.InvariantCulture, out var seats);
        if (kind is not { } known || !isNumber || number is 0 or > MostAtOnce) return (null, Problems.InvalidValue("addSpaces", $"are 1 to {MostAtOnce}, with their seats"));

        var place = new SpacePost { Kind = Words.Of(known), Seats = seats, Equipment = SpaceEquipment.Usual(known, site.Equipment) };
        return (new TelecentrePatch { AddSpaces = [.. Enumerable.Repeat(place, number)] }, null);
    }

    internal const int MostAtOnce = 50;
}
