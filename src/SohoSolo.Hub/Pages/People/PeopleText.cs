namespace SohoSolo.Hub.Pages.People;

public sealed class PeopleText;
