namespace SohoSolo.Hub.Pages.Absences;

public sealed class AbsencesText;
