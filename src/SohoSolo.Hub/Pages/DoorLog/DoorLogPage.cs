using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.DoorLog;

/// <summary>Who came to a door on one day. Nothing is read before somebody asks.</summary>
public sealed record DoorLogModel(Telecentre Site, IReadOnlyList<Door> Doors, DateOnly Day)
{
    /// <summary>The door that was asked for; null before.</summary>
    public Door? Door { get; init; }

    public IReadOnlyList<SiteEvent> Events { get; init; } = [];

    public IReadOnlyDictionary<MemberId, string> Names { get; init; } = new Dictionary<MemberId, string>();

    /// <summary>There are more than are shown.</summary>
    public bool IsCut { get; init; }
}

internal sealed class DoorLogPage(KeptSites kept, AccessLog log, StoreQueries queries)
{
    private const int Most = 500;

    public Task<IResult> Show(Visit visit) => kept.For(visit, async site =>
    {
        var doors = await queries.Doors(site.Id, visit.Stop);
        var day = Times.TryDay(visit.Asked("day"), out var asked) && asked.Year is > 2000 and < 2200 ? asked : site.Calendar.DayOf(visit.Now);
        var model = new DoorLogModel(site, doors, day);
        if (visit.Asked("door") is not { } named) return visit.Show<DoorLogView, DoorLogModel>(model);
        if (doors.FirstOrDefault(known => known.Id == named) is not { } door) return visit.Missing();

        var (events, names) = await log.Read(visit.Caller, site, door.Id, site.Calendar.WholeDay(day), after: null, Most, visit.Stop);
        return visit.Show<DoorLogView, DoorLogModel>(model with { Door = door, Events = events, Names = names, IsCut = events.Count == Most });
    });
}

internal static class DoorLogRoutes
{
    public static IServiceCollection AddDoorLog(this IServiceCollection services) => services.AddSingleton<DoorLogPage>();

    public static void MapDoorLog(this IEndpointRouteBuilder routes) => routes.Page("/board/{site}/log", Access.Keeper, routes.Feature<DoorLogPage>().Show);
}
