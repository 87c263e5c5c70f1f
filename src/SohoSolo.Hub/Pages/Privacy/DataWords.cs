using System.Diagnostics;
using Microsoft.Extensions.Localization;
using SohoSolo.Core.Privacy;
using SohoSolo.Storage;
using Spoken = SohoSolo.Hub.Api.Words;

namespace SohoSolo.Hub.Pages.Privacy;

/// <summary>The table of personal data in words, the same for the register, for members and for what they take with them. How long is what the network's rules say now.</summary>
internal sealed class DataWords(IStringLocalizer<PrivacyText> words, RetentionRules rules)
{
    /// <summary>What a table is about, in a few words.</summary>
    public string Table(string table) => words[$"table.{table}"];

    public string Use(DataUse use) => words[$"use.{Spoken.Of(use)}"];

    /// <summary>What for, in a sentence.</summary>
    public string Purpose(DataUse use) => words[$"purpose.{Spoken.Of(use)}"];

    public string Basis(LegalBasis basis) => words[$"basis.{Spoken.Of(basis)}"];

    public string Recipient(DataRecipient recipient) => words[$"recipient.{Spoken.Of(recipient)}"];

    public string Recipients(DataUse use) => string.Join(", ", DataUses.RecipientsOf(use).Select(Recipient));

    /// <summary>How long: "90 jours après le passage".</summary>
    public string Term(DataTerm term) => Figure(term) is { } figure ? words[$"term.{Spoken.Of(term)}", figure] : words[$"term.{Spoken.Of(term)}"];

    /// <summary>What becomes of it when its time has come, or of hers when she has herself erased.</summary>
    public string End(DataEnd end) => words[$"end.{Spoken.Of(end)}"];

    /// <summary>What of a table: a word for the column where it does not go with the others.</summary>
    public string What(PersonalColumn column) => words[$"what.{column.Name}"] is { ResourceNotFound: false } own ? own : Table(column.Table);

    /// <summary>How long, and what becomes of it then.</summary>
    public string Kept(DataTerm term, DataEnd end) => term == DataTerm.Accounts || end == DataEnd.KeptUntilTerm ? Term(term) : words["kept", Term(term), End(end)];

    /// <summary>How long what of these columns is kept: where they differ, it is said which is which.</summary>
    public IReadOnlyList<string> Kept(IEnumerable<PersonalColumn> columns)
    {
        var terms = Terms(columns);
        return terms.Count == 1 ? [terms[0].Kept] : [.. terms.Select(one => (string)words["kept.of", string.Join(", ", one.What), one.Kept])];
    }

    /// <summary>The same with what it is about apart.</summary>
    public IReadOnlyList<(IReadOnlyList<string> What, string Kept)> Terms(IEnumerable<PersonalColumn> columns) =>
        [.. columns.GroupBy(column => (column.Term, column.AtTerm)).Select(one => ((IReadOnlyList<string>)[.. one.Select(What).Distinct()], Kept(one.Key.Term, one.Key.AtTerm)))];

    /// <summary>Who looked at whose data is in the journal, and has a term of its own there.</summary>
    public (IReadOnlyList<string> What, string Kept) Consultations => ([words["what.consultations"]], Kept(DataTerm.Consultation, DataEnd.Deleted));

    public IReadOnlyList<string> IfErased(IEnumerable<PersonalColumn> columns) => [.. columns.Select(column => column.AtErasure).Distinct().Order().Select(End)];

    private int? Figure(DataTerm term) => term switch
    {
        DataTerm.Membership => rules.LeftMemberMonths,
        DataTerm.Booking => rules.BookingMonths,
        DataTerm.Door or DataTerm.Badge => rules.DoorEventDays,
        DataTerm.Visitor => rules.VisitorDays,
        DataTerm.Sensor => rules.SensorDays,
        DataTerm.Pass => rules.PassHours,
        DataTerm.UnknownBadge => rules.UnknownBadgeDays,
        DataTerm.Mail => rules.MailDays,
        DataTerm.MailText => (int)RetentionRules.MailTexts.TotalDays,
        DataTerm.Session => rules.SessionDays,
        DataTerm.SignIn => (int)RetentionRules.SignIns.TotalHours,
        DataTerm.Command => (int)RetentionRules.Commands.TotalHours,
        DataTerm.Audit => rules.AuditMonths,
        DataTerm.Consultation => rules.ConsultationMonths,
        DataTerm.Choice or DataTerm.Accounts => null,
        _ => throw new UnreachableException($"{term}"),
    };
}
