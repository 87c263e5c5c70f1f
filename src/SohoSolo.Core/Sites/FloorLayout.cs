namespace SohoSolo.Core.Sites;

/// <summary>Where the closed rooms of a site are, seen from its entrance.</summary>
public enum RoomSide
{
    Back,
    Left,
    Right,
}

/// <summary>A plan for a site that nobody has drawn: closed rooms along a side, desks in facing rows beside them.</summary>
public static class FloorLayout
{
    private const int Width = 1000;
    private const int Edge = 20;
    private const int Gap = 20;
    private const int RoomDepth = 210;
    private const int RoomsAcross = 8;
    private const int FewestAcross = 6;
    private const int ColumnWidth = 300;
    private const int MostInColumn = 3;
    private const int ShallowRoom = 160;
    private const int DeskDepth = 140;
    private const int WidestDesk = 200;
    private const int OneRow = 4;
    private const int ManyDesks = 60;
    private const int MostAcross = 10;

    /// <summary>Facing desks touch nearly; behind their chairs people walk.</summary>
    private const int BetweenFacing = 12;

    private const int Aisle = 70;

    public static SitePlan Arrange(IReadOnlyList<Space> spaces, RoomSide side)
    {
        var inOrder = spaces.OrderBy(space => space.Id.Value.Length).ThenBy(space => space.Id).ToList();
        var rooms = inOrder.Where(space => space.Kind != SpaceKind.Desk).ToList();
        var desks = inOrder.Where(space => space.Kind == SpaceKind.Desk).ToList();

        // A short side is only for few rooms: more of them stand along the back.
        var places = side == RoomSide.Back || rooms.Count is 0 or > MostInColumn || desks.Count == 0
            ? RoomsBehind(rooms, desks)
            : RoomsBeside(rooms, desks, side);
        var order = places.ToDictionary(found => found.Space.Id, found => found.Place);
        var depth = places.Select(found => found.Place.Bottom).DefaultIfEmpty(RoomDepth).Max() + Edge;
        return new SitePlan(new PlanSize(Width, depth), [.. spaces.Select(space => (space, order[space.Id]))]);
    }

    private static List<(Space Space, PlanPlace Place)> RoomsBehind(List<Space> rooms, List<Space> desks)
    {
        var places = new List<(Space, PlanPlace)>();
        var top = Edge;
        foreach (var row in RowsOf(rooms))
        {
            var across = Math.Max(FewestAcross, row.Sum(Share));
            var left = Edge;
            foreach (var room in row)
            {
                var width = ((Width - Edge - Edge + Gap) * Share(room) / across) - Gap;
                places.Add((room, new PlanPlace(left, top, width, RoomDepth)));
                left += width + Gap;
            }

            top += RoomDepth + Gap;
        }

        places.AddRange(Desks(desks, Edge, Width - Edge, rooms.Count == 0 ? Edge : top + Aisle - Gap));
        return places;
    }

    private static List<(Space Space, PlanPlace Place)> RoomsBeside(List<Space> rooms, List<Space> desks, RoomSide side)
    {
        var (left, from, to) = side == RoomSide.Left
            ? (Edge, Edge + ColumnWidth + Aisle, Width - Edge)
            : (Width - Edge - ColumnWidth, Edge, Width - Edge - ColumnWidth - Aisle);
        var rows = Desks(desks, from, to, 0);
        var ofDesks = rows.Max(found => found.Place.Bottom);
        var depth = Math.Max(rooms.Count * (ShallowRoom + Gap), ofDesks + Gap);
        var each = (depth / rooms.Count) - Gap;

        // The desks stand in the middle of the room that the closed rooms leave.
        var above = Edge + ((depth - Gap - ofDesks) / 2);
        var places = rows.Select(found => (found.Space, found.Place with { Y = found.Place.Y + above })).ToList();
        places.AddRange(rooms.Select((room, number) => (room, new PlanPlace(left, Edge + (number * (each + Gap)), ColumnWidth, each))));
        return places;
    }

    private static List<(Space Space, PlanPlace Place)> Desks(List<Space> desks, int from, int to, int top)
    {
        var across = Across(desks.Count, to - from);
        if (across == 0) return [];

        var pitch = (to - from) / across;
        var width = Math.Min(WidestDesk, pitch - BetweenFacing);
        return [.. desks.Select((desk, number) =>
        {
            var (row, column) = (number / across, number % across);
            var y = top + (row * (DeskDepth + BetweenFacing)) + (row / 2 * (Aisle - BetweenFacing));
            return (desk, new PlanPlace(from + (column * pitch) + ((pitch - width) / 2), y, width, DeskDepth));
        })];
    }

    /// <summary>How many desks stand side by side: one row, or two that face each other, as long as they are not too narrow to touch with a finger.</summary>
    private static int Across(int desks, int room)
    {
        if (desks == 0) return 0;

        var most = desks > ManyDesks ? MostAcross : Math.Max(1, room / 150);
        var rows = Math.Max(desks <= OneRow ? 1 : 2, (desks + most - 1) / most);
        return (desks + rows - 1) / rows;
    }

    private static int Share(Space room) => room.Kind == SpaceKind.Office ? 2 : room.Seats > 8 ? 4 : 3;

    private static IEnumerable<List<Space>> RowsOf(List<Space> rooms)
    {
        var row = new List<Space>();
        foreach (var room in rooms)
        {
            if (row.Sum(Share) + Share(room) > RoomsAcross)
            {
                yield return row;
                row = [];
            }

            row.Add(room);
        }

        if (row.Count > 0) yield return row;
    }
}
