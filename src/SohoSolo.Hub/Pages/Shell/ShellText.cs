namespace SohoSolo.Hub.Pages.Shell;

/// <summary>The words of the frame that is around every page. French is in <c>ShellText.resx</c>, English in <c>ShellText.en.resx</c>.</summary>
public sealed class ShellText;
