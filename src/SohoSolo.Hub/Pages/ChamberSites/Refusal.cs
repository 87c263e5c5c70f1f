using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>Why a change was not made, and which answer is at fault: the first part of its name, such as <c>hours</c> in <c>hours.week[0].to</c>.</summary>
public sealed record Refusal(string Reason, string? Field)
{
    internal static Refusal? Of(Outcome outcome) => outcome.IsDone ? null : new Refusal(outcome.Reason, outcome.Field?.Split('.', '[')[0]);
}
