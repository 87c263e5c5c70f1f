using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.SignIn;

internal static class SignInRoutes
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) =>
        services.AddSingleton<SessionKeeping>().AddSingleton<SignInKeeping>().AddSingleton<AskedSignIn>().AddSingleton<SignInPage>();

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<SignInPage>();
        routes.Page("/sign-in", Access.Anyone, page.Show);
        routes.Form("/sign-in", Access.Anyone, page.Ask);
        routes.Page("/sign-in/code", Access.Anyone, page.ShowCode);
        routes.Form("/sign-in/code", Access.Anyone, page.TryCode);
        routes.Page("/sign-in/link", Access.Anyone, SignInPage.ShowLink);
        routes.Form("/sign-in/link", Access.Anyone, page.FollowLink);
        routes.Form("/sign-in/demo", Access.Anyone, page.EnterDemo);
        routes.Form("/sign-out", Access.Anyone, page.Leave);
    }
}
