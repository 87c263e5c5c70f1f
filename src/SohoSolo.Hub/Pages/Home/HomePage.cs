using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Home;

public sealed record HomeModel
{
    public required IReadOnlyList<(Booking Booking, Telecentre Site)> Next { get; init; }
}

/// <summary>Where a member begins.</summary>
internal sealed class HomePage(StoreQueries queries, NetworkCache network)
{
    public async Task<IResult> Show(Visit visit)
    {
        var filter = new BookingFilter { Member = visit.Caller.Member, Window = new TimeRange(visit.Now, visit.Now.AddDays(60)), Statuses = [BookingStatus.Requested, BookingStatus.Confirmed, BookingStatus.CheckedIn] };
        var bookings = await queries.Bookings(filter, visit.Stop);
        var sites = (await network.Get(visit.Stop)).Sites;
        return visit.Show<HomeView, HomeModel>(new HomeModel { Next = [.. bookings.Select(booking => (booking, sites[booking.Site]))] });
    }
}

internal static class HomeRoutes
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services.AddSingleton<HomePage>();

    public static void MapHome(this IEndpointRouteBuilder routes) => routes.Page("/", Access.Member, routes.Feature<HomePage>().Show);
}
