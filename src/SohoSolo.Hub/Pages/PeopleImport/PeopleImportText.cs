namespace SohoSolo.Hub.Pages.PeopleImport;

public sealed class PeopleImportText;
