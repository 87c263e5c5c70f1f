using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Mail;

/// <summary>The messages that one can do without: everything else tells of what became of somebody's bookings or account, and is not asked for.</summary>
internal static class OptionalMail
{
    /// <summary>Who gets messages of a kind at all.</summary>
    private static readonly (string Kind, Role Least)[] Table =
    [
        (MailKinds.Reminder, Role.Member),
        (MailKinds.LeaveOffered, Role.Member),
        (MailKinds.GhostQuestion, Role.Member),
        (MailKinds.DaySheet, Role.Keeper),
        (MailKinds.ClosureImpact, Role.Keeper),
        (MailKinds.MonthlyReport, Role.Chamber),
    ];

    public static bool Has(string kind) => Array.Exists(Table, one => one.Kind == kind);

    public static IReadOnlyList<string> Of(Role role) => [.. Table.Where(one => role switch
    {
        Role.Member => one.Least == Role.Member,
        Role.Keeper => one.Least is Role.Member or Role.Keeper,
        _ => true,
    }).Select(one => one.Kind)];
}
