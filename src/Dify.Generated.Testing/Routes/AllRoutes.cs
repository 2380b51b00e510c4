using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>Every route of the server, area by area.</summary>
internal static class AllRoutes
{
    public static IEnumerable<Route> Of(DifyApp app) =>
    [
        .. new RunRoutes(app).All,
        .. new RunDetailRoutes(app).All,
        .. new StopRoutes(app).All,
        .. new EventsRoutes(app).All,
        .. new FormRoutes(app).All,
        .. new LogRoutes(app).All,
        .. new FileRoutes(app).All,
        .. new AudioRoutes(app).All,
        .. new EndUserRoutes(app).All,
        .. new AppRoutes(app).All,
        .. new ChatRoutes(app).All,
        .. new ConversationRoutes(app).All,
        .. new MessageRoutes(app).All,
        .. new AnnotationRoutes(app).All,
        .. new DatasetRoutes(app).All,
        .. new DocumentRoutes(app).All,
        .. new DocumentWritingRoutes(app).All,
        .. new SegmentRoutes(app).All,
        .. new TagRoutes(app).All,
        .. new MetadataRoutes(app).All,
        .. new RetrievalRoutes(app).All,
        .. new ModelRoutes(app).All,
        .. new PipelineRoutes(app).All,
    ];
}
