using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Book;

internal static class BookRoutes
{
    public static IServiceCollection AddBook(this IServiceCollection services) => services.AddSingleton<BookLook>().AddSingleton<Attempts>().AddSingleton<BookPage>().AddSingleton<RoomPage>().AddSingleton<SeriesPage>().AddSingleton<ForPage>();

    public static void MapBook(this IEndpointRouteBuilder routes)
    {
        var (book, room, series) = (routes.Feature<BookPage>(), routes.Feature<RoomPage>(), routes.Feature<SeriesPage>());
        routes.Page("/book", Access.Member, book.Show);
        routes.Form("/book", Access.Member, book.Take);
        routes.Page("/book/room/{space}", Access.Member, room.Show);
        routes.Form("/book/room/{space}", Access.Member, room.Take);
        routes.Page("/book/series", Access.Member, series.Show);
        routes.Form("/book/series", Access.Member, series.Ask);
        routes.Page("/book/for", Access.Keeper, routes.Feature<ForPage>().Show);
    }
}
