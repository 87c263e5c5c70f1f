using System.Diagnostics;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Mail.Smtp;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Mail;

internal static class MailRoutes
{
    private const string Example = """
        {"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f99","kind":"confirmed","status":"dead","member":"anne","site":"nogaro","language":"fr","subject":"Réservation confirmée : mardi 24 novembre, matin",
         "madeAt":"2026-11-23T07:55:00Z","dueAt":"2026-11-23T07:55:05Z","attempts":1,"lastError":"smtp://mail.example.org:587 refused RCPT TO: 550 5.1.1 no such user"}
        """;

    public static readonly Sender Nobody = new("SohoSolo", "noreply@localhost");

    /// <summary>The queue is written and sent where mail is on and the jobs run by themselves.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, HubSettings settings, bool runJobs)
    {
        services.AddSingleton<StopLinks>().AddSingleton<StaffLetters>().AddSingleton<ClosureLetters>().AddSingleton<DaySheets>().AddSingleton<MonthlyReports>().AddSingleton<LetterClock>();
        services.AddSingleton<LetterMaker>().AddSingleton<Invitations>().AddSingleton<KeyLetters>().AddSingleton<MailWriter>().AddSingleton<MailSender>().AddSingleton<MailWatch>().AddSingleton<MailApi>();
        services.AddSingleton(provider => new MailPipeline(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMailTransport>(_ => TransportOf(settings));
        if (runJobs && settings.Mail is not MailSetting.Off)
        {
            services.AddHostedService(provider => provider.GetRequiredService<MailWriter>());
            services.AddHostedService(provider => provider.GetRequiredService<MailSender>());
            services.AddHostedService(provider => provider.GetRequiredService<MailWatch>());
            services.AddHostedService(provider => provider.GetRequiredService<LetterClock>());
        }

        return services;
    }

    public static void MapMail(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<MailApi>();
        routes.MapGet("/mail", api.List).Describe("Lists the messages to people", call => call.For(Access.Chamber)
            .Saying("What became of each; what it says is for its reader only.")
            .Asks("status", "queued, sending, sent, dead or cancelled.", "dead")
            .Asks("most", "How many at once, 100 unless said, 500 at most.", "50")
            .Asks("skip", "How many to pass over; the Link header has the next page.", "50")
            .Gives(200, "Newest first.", MailJson.Shared.IReadOnlyListMailView, $"[{Example}]"));
        routes.MapPost("/mail/{id}/resend", api.Resend).Describe("Sends a message again that was given up", call => call.For(Access.Chamber)
            .Saying("To the address that its member has now.")
            .Gives(202, "It is in the queue again.", MailJson.Shared.MailView, Example)
            .Declines(404, "not-found").Declines(422, "wrong-state", "no-email"));
    }

    private static IMailTransport TransportOf(HubSettings settings) => settings.Mail switch
    {
        MailSetting.Server server => new SmtpTransport(server, settings.MailFrom ?? Nobody),
        MailSetting.Files(var folder) => new FolderTransport(folder, settings.MailFrom ?? Nobody),
        MailSetting.Off => new FolderTransport(Path.Combine("var", "mail"), Nobody),
        var other => throw new UnreachableException($"{other}"),
    };
}
