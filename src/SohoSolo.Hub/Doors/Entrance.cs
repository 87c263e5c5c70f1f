using SohoSolo.Core;
using SohoSolo.Core.Access;

namespace SohoSolo.Hub.Doors;

/// <summary>The door that every télécentre has from its first day. French doors have free inside handles: until a site says otherwise, leaving is not reported.</summary>
internal static class Entrance
{
    public const string Id = "main";

    public static Door Of(SiteId site) => new() { Site = site, Id = Id, Name = "Entrée", HasContact = true };
}
