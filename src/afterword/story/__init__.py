"""Who is who, and the story of each person, opportunity and organisation. Pure."""

from afterword.story.directory import Directory, Likeness, Sighting, resolve, sightings
from afterword.story.model import (
    Decided,
    Entry,
    Job,
    Me,
    Opportunity,
    OrganisationStory,
    Owed,
    Passage,
    PersonStory,
    Talk,
    Tied,
    Told,
    Unassigned,
)  # fmt: skip
from afterword.story.organisation import tell_organisation
from afterword.story.person import tell_person
from afterword.story.touches import durable, touches
from afterword.story.weight import HOUSE, PERSON, matters, weight

__all__ = [
    "HOUSE", "PERSON", "Decided", "Directory", "Entry", "Job", "Likeness", "Me", "Opportunity", "OrganisationStory", "Owed", "Passage", "PersonStory",
    "Sighting", "Talk", "Tied", "Told", "Unassigned", "durable", "matters", "resolve", "sightings", "tell_organisation", "tell_person",
    "touches", "weight",
]  # fmt: skip
