namespace SohoSolo.Hub.Pages.Shell;

/// <summary>Why a page is not shown: <c>missing</c>, <c>forbidden</c>, <c>stale-form</c>, <c>unreadable</c>, <c>broken</c> or <c>try-again</c>.</summary>
public sealed record ProblemModel(string Reason);
