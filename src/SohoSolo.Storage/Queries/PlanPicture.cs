using SohoSolo.Core;

namespace SohoSolo.Storage;

/// <summary>Walls and furniture under a site's plan. It may be replaced at any time: the places are told apart from it.</summary>
public sealed record PlanPicture(SiteId Site, int Version, string MediaType, byte[] Body);
