using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Passkeys;

namespace SohoSolo.Hub.Pages.Passkeys;

internal static class PasskeyRoutes
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddIdentityCore<Member>().AddUserStore<PasskeyUsers>();
        services.TryAddScoped<IPasskeyHandler<Member>, PasskeyHandler<Member>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<PasskeyPlace>((options, place) =>
        {
            options.ServerDomain = place.Domain;
            options.AuthenticatorTimeout = TimeSpan.FromMinutes(5);

            // Her key is all she shows, so her device must know her, and it must know who she is without being told.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";
            options.ValidateOrigin = said => ValueTask.FromResult(place.IsOurs(said.Origin, said.CrossOrigin));
        });
        services.AddSingleton<PasskeyPlace>().AddSingleton<PasskeyQuestion>().AddSingleton<PasskeyCeremony>().AddSingleton<PasskeyKeeping>();
        return services.AddSingleton<PasskeysPage>().AddSingleton<PasskeySignInPage>();
    }

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var (page, signIn) = (routes.Feature<PasskeysPage>(), routes.Feature<PasskeySignInPage>());
        routes.Page("/sign-in/passkey/options", Access.Anyone, signIn.Ask);
        routes.Form("/sign-in/passkey", Access.Anyone, signIn.Enter);
        routes.Page("/me/passkeys", Access.Member, page.Show);
        routes.Page("/me/passkeys/options", Access.Member, page.Ask);
        routes.Form("/me/passkeys", Access.Member, page.Add);
        routes.Form("/me/passkeys/{id}/name", Access.Member, page.Rename);
        routes.Form("/me/passkeys/{id}/remove", Access.Member, page.Remove);
    }
}
