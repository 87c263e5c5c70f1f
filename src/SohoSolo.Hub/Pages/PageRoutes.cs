using System.IO.Compression;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Pages.Absences;
using SohoSolo.Hub.Pages.Account;
using SohoSolo.Hub.Pages.AuditLog;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Book;
using SohoSolo.Hub.Pages.Bookings;
using SohoSolo.Hub.Pages.Chamber;
using SohoSolo.Hub.Pages.DeviceBook;
using SohoSolo.Hub.Pages.Directory;
using SohoSolo.Hub.Pages.Display;
using SohoSolo.Hub.Pages.Erase;
using SohoSolo.Hub.Pages.Grants;
using SohoSolo.Hub.Pages.Here;
using SohoSolo.Hub.Pages.Home;
using SohoSolo.Hub.Pages.Install;
using SohoSolo.Hub.Pages.LeaseBook;
using SohoSolo.Hub.Pages.Letters;
using SohoSolo.Hub.Pages.Month;
using SohoSolo.Hub.Pages.MyBadges;
using SohoSolo.Hub.Pages.MyCalendar;
using SohoSolo.Hub.Pages.MyData;
using SohoSolo.Hub.Pages.Passes;
using SohoSolo.Hub.Pages.Passkeys;
using SohoSolo.Hub.Pages.People;
using SohoSolo.Hub.Pages.PeopleImport;
using SohoSolo.Hub.Pages.Plan;
using SohoSolo.Hub.Pages.Profile;
using SohoSolo.Hub.Pages.Public;
using SohoSolo.Hub.Pages.Register;
using SohoSolo.Hub.Pages.Report;
using SohoSolo.Hub.Pages.Reports;
using SohoSolo.Hub.Pages.Rights;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Pages.SignIn;
using SohoSolo.Hub.Pages.Tokens;
using SohoSolo.Hub.Pages.Waiting;
using SohoSolo.Hub.Pages.WebhookBook;
using SohoSolo.Hub.Pages.Welcome;

namespace SohoSolo.Hub.Pages;

/// <summary>Every page and its address: each feature adds one line to each list.</summary>
internal static class PageRoutes
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "sohosolo-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = FormKeys.TokenName;
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
            options.Providers.Add<BrotliCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        SealWithOurKeys(services);
        services.AddSingleton<Assets>();
        services.AddHome().AddSignIn().AddAccount().AddWelcome().AddMyBadges().AddTokensPage().AddMyCalendar().AddRights().AddBook().AddPlans().AddBoardPages().AddBookingPages().AddWaitingPage().AddAbsences().AddMonth().AddPassPages();
        services.AddPasskeys();
        services.AddPublic().AddReport().AddHere().AddDisplay();
        services.AddErase().AddRegister();
        services.AddChamber();
        services.AddProfile().AddDirectory().AddMyData().AddLetters();
        services.AddPeople().AddPeopleImport().AddGrants().AddLeaseBook().AddDeviceBook().AddAuditPage().AddHooksPage();
        services.AddReportPages();
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<Assets>();
        app.MapMethods("/assets/{build}/{**name}", [HttpMethods.Get, HttpMethods.Head], assets.Serve);
        app.Page("/language", Access.Anyone, LanguageChoice.Choose);
        app.MapHome();
        app.MapSignIn();
        app.MapAccount();
        app.MapWelcome();
        app.MapMyBadges();
        app.MapTokensPage();
        app.MapMyCalendar();
        app.MapRights();
        app.MapPasskeys();
        app.MapBoardPages();
        app.MapBook();
        app.MapPlans();
        app.MapBookingPages();
        app.MapWaitingPage();
        app.MapAbsences();
        app.MapMonth();
        app.MapPassPages();
        app.MapPublic();
        app.MapReport();
        app.MapHere();
        app.MapDisplay();
        app.MapProfile();
        app.MapMyData();
        app.MapLetters();
        app.MapDirectory();
        app.MapInstall();
        app.MapErase();
        app.MapRegister();
        app.MapChamber();
        app.MapPeople();
        app.MapPeopleImport();
        app.MapGrants();
        app.MapLeaseBook();
        app.MapDeviceBook();
        app.MapAuditPage();
        app.MapHooksPage();
        app.MapReportPages();
    }

    /// <summary>The framework would make keys of its own in the home folder of whoever runs the hub; they come from the hub's master key instead.</summary>
    private static void SealWithOurKeys(IServiceCollection services)
    {
        foreach (var own in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(own);

        services.AddSingleton<IDataProtectionProvider>(provider => new KeyBoxProtection(provider.GetRequiredService<KeyBox>()));
    }
}
