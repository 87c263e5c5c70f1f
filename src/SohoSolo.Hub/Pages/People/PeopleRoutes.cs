using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.People;

internal static class PeopleRoutes
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services.AddSingleton<PeoplePage>().AddSingleton<PersonPage>();

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var (people, person) = (routes.Feature<PeoplePage>(), routes.Feature<PersonPage>());
        routes.Page("/network/members", Access.Chamber, people.List);
        routes.Page("/network/members/new", Access.Chamber, people.New);
        routes.Form("/network/members", Access.Chamber, people.Add);
        routes.Page("/network/members/{id}", Access.Chamber, person.Show);
        routes.Form("/network/members/{id}", Access.Chamber, person.Change);
        routes.Form("/network/members/{id}/status", Access.Chamber, person.SetStatus);
        routes.Form("/network/members/{id}/erase", Access.Chamber, person.Erase);
        routes.Form("/network/members/{id}/badges", Access.Chamber, person.TypeBadge);
        routes.Form("/network/members/{id}/badges/{credential}/revoke", Access.Chamber, person.RevokeBadge);
        routes.Form("/network/members/{id}/lost-badge", Access.Chamber, person.LoseBadges);
        routes.Form("/network/members/{id}/entitlements", Access.Chamber, person.Grant);
        routes.Form("/network/members/{id}/entitlements/{grant}/end", Access.Chamber, person.EndGrant);
    }
}
