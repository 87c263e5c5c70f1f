using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Book;

internal static class BookRoutes
{
    public static IServiceCollection AddBook(this IServiceCollection services) => services.AddSingleton<BookLook>().AddSingleton<Attempts>().AddSingleton<BookPage>();

    public static void MapBook(this IEndpointRouteBuilder routes)
    {
        var book = routes.Feature<BookPage>();
        routes.Page("/book", Access.Member, book.Show);
        routes.Form("/book", Access.Member, book.Take);
    }
}
